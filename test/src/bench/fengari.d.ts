/** What is used of the package, which has no types of its own. */
declare module 'fengari' {
  interface State {
    readonly brand: unique symbol;
  }
  const fengari: {
    readonly lua: {
      readonly LUA_OK: number;
      lua_tojsstring(state: State, index: number): string;
      lua_pushvalue(state: State, index: number): void;
      lua_pcall(state: State, args: number, results: number, handler: number): number;
    };
    readonly lauxlib: {
      luaL_newstate(): State;
      luaL_loadstring(state: State, text: Uint8Array): number;
    };
    readonly lualib: { luaL_openlibs(state: State): void };
    to_luastring(text: string): Uint8Array;
  };
  export = fengari;
}
