module.exports = { siteMetadata: { title: 'A clinic' } };
