/** The part of sql.js that is used here; this build of it has the WebAssembly in its one file. */
declare module 'sql.js/dist/sql-wasm-inline.js' {
  namespace initSqlJs {
    type SqlValue = number | string | Uint8Array | null;

    interface Database {
      run(sql: string, parameters?: readonly SqlValue[]): Database;
      exec(sql: string): readonly { readonly values: readonly (readonly SqlValue[])[] }[];
      export(): Uint8Array;
      close(): void;
    }

    interface SqlJs {
      readonly Database: new (file?: Uint8Array) => Database;
    }
  }

  function initSqlJs(): Promise<initSqlJs.SqlJs>;
  export = initSqlJs;
}
