export default () => document.title;
