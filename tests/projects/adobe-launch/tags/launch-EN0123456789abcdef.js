// For license information, see `https://assets.adobedtm.com/1a2b3c/4d5e6f/launch-EN0123456789abcdef.js`.
window._satellite = window._satellite || {}, window._satellite.container = {
  buildInfo: { minified: !1, buildDate: "2026-03-01T09:00:00Z", turbineVersion: "28.0.0" },
  environment: { id: "EN0123456789abcdef", stage: "production" },
  dataElements: {
    "Doctor": { modulePath: "core/src/lib/dataElements/javascriptVariable.js", settings: { path: "digitalData.doctor" } }
  },
  extensions: {
    "core": { displayName: "Core" }
  },
  rules: [
    {
      id: "RL1", name: "Doctors - page view",
      events: [{ modulePath: "core/src/lib/events/libraryLoaded.js", settings: {} }],
      conditions: [
        { modulePath: "core/src/lib/conditions/path.js", settings: { paths: [{ value: "^/doctors(/|$)", valueIsRegex: !0 }] } }
      ],
      actions: [
        { modulePath: "adobe-analytics/src/lib/actions/setVariables.js", settings: { trackerProperties: { eVars: [{ type: "value", name: "eVar4", value: "%Doctor%" }] } } },
        { modulePath: "adobe-analytics/src/lib/actions/sendBeacon.js", settings: { type: "page" } }
      ]
    },
    {
      id: "RL2", name: "All but the portal - Meta",
      events: [{ modulePath: "core/src/lib/events/domReady.js", settings: {} }],
      conditions: [
        { modulePath: "core/src/lib/conditions/path.js", settings: { paths: [{ value: "/portal", valueIsRegex: !0 }] }, negate: !0 }
      ],
      actions: [
        { modulePath: "core/src/lib/actions/customCode.js", settings: { language: "html", source: "<script>fbq('init', '123456789012345'); fbq('track', 'PageView');</script>" } }
      ]
    }
  ]
};
