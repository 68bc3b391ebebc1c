// Saves a translated document: its bytes come over the circuit, and the browser offers them under the given name.
const kept = 60_000;

export function attach() {
  return {
    async save(name, stream) {
      const address = URL.createObjectURL(new Blob([await stream.arrayBuffer()]));
      const link = document.createElement('a');
      link.href = address;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), kept);
    },
    dispose() { },
  };
}
