window.started = Date.now();
