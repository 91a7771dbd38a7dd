const a={name:`visits`};fbq('init','123456789012345');fbq('track','PageView');export{a as default};
