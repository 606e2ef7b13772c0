/** What plays HLS where the browser does not. Nobody loads it before they play something that needs it. */

export { default } from "hls.js/light";
