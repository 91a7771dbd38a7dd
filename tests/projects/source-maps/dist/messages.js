/* two files, one after the other */
fbq("track","ViewContent",{content_name:document.title});
//# sourceMappingURL=messages.js.map
