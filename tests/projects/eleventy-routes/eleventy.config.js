export default function (eleventyConfig) {
  eleventyConfig.addPassthroughCopy('assets');
}

export const config = { dir: { input: 'src', includes: '_includes' } };
