exports.onInitialClientRender = () => performance.mark('shown');
