// The land-use categories that have a colour of their own.
export const CATEGORIES = ["homes", "mixed", "office", "research", "industry", "logistics", "centre", "green"];

/**
 * An expression that picks a value by the category of a feature.
 * @param {(category: string) => string} value
 * @returns {any}
 */
export const byCategory = (value) => [
  "match",
  ["get", "category"],
  ...CATEGORIES.flatMap((category) => [category, value(category)]),
  value("industry"),
];
