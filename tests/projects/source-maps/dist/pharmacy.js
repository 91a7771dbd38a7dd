(()=>{var t="\u2713 \u{1F9EA}";document.title=t;fbq("trackCustom","ResultOpened",{test:"hba1c"});})();
//# sourceMappingURL=pharmacy.js.map
