export const l=e=>e;export const h=(e)=>e();
