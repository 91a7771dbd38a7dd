import { event } from "vue-gtag";

export default {
  data: () => ({ text: "" }),
  methods: {
    send() {
      event("message_sent", { subject: this.text });
    },
  },
};
