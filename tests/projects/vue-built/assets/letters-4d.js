const a={name:`letters`};export{a as default};
