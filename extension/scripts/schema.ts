import type { Attribute, LaunchAttribute, LaunchRequest } from '@mso/adapter';

/** A JSON schema as the manifest's `configurationAttributes` want it. */
export type Schema = { readonly [key: string]: unknown };

/** The schema of one kind of request, from the table that the adapter validates with. */
export function requestSchema(
  attributes: readonly LaunchAttribute[],
  request: LaunchRequest,
): Schema {
  const members = attributes.filter((attribute) => attribute.requests.includes(request));
  return { ...requiredNames(members), properties: properties(members) };
}

function properties(attributes: readonly Attribute[]): Schema {
  return Object.fromEntries(attributes.map((attribute) => [attribute.name, schema(attribute)]));
}

function schema(attribute: Attribute): Schema {
  const { types, default: fallback, values, minimum, maximum, items, entries } = attribute;
  const [first, ...others] = types;
  return {
    type: others.length === 0 ? first : types,
    ...(fallback !== undefined && { default: fallback }),
    ...(values && {
      enum: values.map(({ value }) => value),
      markdownEnumDescriptions: values.map(({ description }) => description),
    }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(items && { items: { type: items } }),
    ...(entries && { additionalProperties: { type: entries } }),
    ...(attribute.properties && {
      ...requiredNames(attribute.properties),
      properties: properties(attribute.properties),
      additionalProperties: false,
    }),
    markdownDescription: attribute.description,
  };
}

function requiredNames(attributes: readonly Attribute[]): Schema {
  const names = attributes.filter(({ required }) => required).map(({ name }) => name);
  return names.length > 0 ? { required: names } : {};
}
