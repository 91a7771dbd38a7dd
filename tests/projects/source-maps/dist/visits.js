(()=>{function t(o){fbq("init",o)}function e(o){fbq("track","Schedule",{doctor:o})}t("1234567890123456");document.querySelector("#book")?.addEventListener("click",()=>e("Dr. Grey"));})();
//# sourceMappingURL=visits.js.map
