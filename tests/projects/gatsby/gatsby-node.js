const path = require('path');

exports.createPages = async ({ graphql, actions }) => {
  const { createPage } = actions;
  const { data } = await graphql(`{ allProvider { nodes { slug } } }`);
  data.allProvider.nodes.forEach((node) => {
    createPage({
      path: `/providers/${node.slug}/`,
      component: path.resolve('./src/templates/provider.js'),
      context: { slug: node.slug },
    });
  });
};
