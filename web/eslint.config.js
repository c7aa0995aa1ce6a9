import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules/"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["*.js", "*.mjs", "*.config.ts"] } } },
    rules: {
      // Text from articles: no door but text nodes. `folium.ts` alone parses markup, of the Folium user's own.
      "no-restricted-properties": ["error", ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({ property, message: "Build text nodes with h()." }))],
      "no-eval": "error",
      "no-implied-eval": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Typed arrays give `undefined` only outside their bounds; `?? 0` says so where it is read.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true, ignoreVoidOperator: true }],
    },
  },
  { files: ["*.js", "*.mjs"], ...tseslint.configs.disableTypeChecked, languageOptions: { globals: { URL: "readonly" } } },
);
