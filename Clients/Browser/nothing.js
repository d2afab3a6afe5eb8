// What mqtt.js asks for on node alone.
export default {};
