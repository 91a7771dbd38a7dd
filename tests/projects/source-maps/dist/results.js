(()=>{var t="\u2713 \u{1F9EA}";document.title=t;fbq("trackCustom","ResultOpened",{test:"hba1c"});})();
//# sourceMappingURL=data:application/json;base64,ewogICJ2ZXJzaW9uIjogMywKICAic291cmNlcyI6IFsiLi4vc3JjL3Jlc3VsdHMudHMiXSwKICAibWFwcGluZ3MiOiAiTUFFTyxJQUFNQSxFQUFRLG1CQUFRLFNBQVMsTUFBUUEsRUFBTyxJQUFJLGNBQWUsZUFBZ0IsQ0FBRSxLQUFNLE9BQVEsQ0FBQyIsCiAgIm5hbWVzIjogWyJsYWJlbCJdCn0K
