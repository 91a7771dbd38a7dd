(function(){var m=window.fbq;m("track","ViewContent",{content_name:"results"})})();
