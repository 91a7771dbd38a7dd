export function track(name: string): void {
  void fetch("/audit", { method: "POST", body: name });
}
