import type { Block, Flow, FlowNode, Member, ParseResult, Value } from '@mso/language';

/** What a program declares as JSON text, laid out as people lay it out. */
export function jsonText({ program, file }: ParseResult): string {
  const data = program.declarations.map(({ keyword, name, block, flow }) => ({
    kind: keyword,
    ...(name === undefined ? {} : { name: name.text }),
    ...(block === undefined ? {} : ofBlock(block, file.text)),
    ...(flow === undefined ? {} : { flow: ofFlow(flow, file.text) }),
  }));
  return JSON.stringify(data, undefined, 2);
}

type Data = null | string | number | boolean | readonly Data[] | { readonly [key: string]: Data };

function ofBlock(block: Block, text: string): { readonly [key: string]: Data } {
  return Object.fromEntries(block.members.map((member) => ofMember(member, text)));
}

function ofMember(member: Member, text: string): readonly [string, Data] {
  switch (member.kind) {
    case 'Property':
      return [member.key.text, ofValue(member.value, text)];
    case 'Section':
      return [
        `${member.keyword} ${member.name?.text}`,
        member.block === undefined ? null : ofBlock(member.block, text),
      ];
    case 'PipelineMember':
      return ['pipeline', ofFlow(member.flow, text)];
    case 'Story':
      return [member.key.text, member.text];
  }
}

function ofValue(value: Value, text: string): Data {
  switch (value.kind) {
    case 'String':
      return value.text;
    case 'Number':
    case 'Bool':
      return value.value;
    case 'Array':
      return value.items.map((item) => ofValue(item, text));
    case 'Object':
      return ofBlock(value.block, text);
    case 'Null':
    case 'Missing':
      return null;
    default:
      return text.slice(value.start, value.end);
  }
}

function ofFlow(flow: Flow, text: string): Data {
  return flow.nodes.map((node) => ofNode(node, text));
}

function ofNode(node: FlowNode, text: string): Data {
  switch (node.kind) {
    case 'StepNode':
      return node.name.text;
    case 'ParallelNode':
      return { parallel: node.branches.map((branch) => ofNode(branch, text)) };
    case 'ConditionalNode': {
      const { start, end } = node.condition;
      return {
        if: text.slice(start, end),
        steps: ofFlow(node.thenFlow, text),
        otherwise: node.elseFlow === undefined ? null : ofFlow(node.elseFlow, text),
      };
    }
  }
}
