performance.mark('app-start');
