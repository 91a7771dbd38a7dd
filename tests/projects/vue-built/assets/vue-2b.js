const c=o=>o,w=b=>b;export{c,w};
