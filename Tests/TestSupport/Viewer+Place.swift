extension Viewer {
  /// Where the window's own pixels stand on the screen, whatever frame is around it.
  package func place(on stage: Stage) throws -> XRectangle? {
    let outcome = try stage.run("xwininfo", ["-id", "\(window.id)"])
    func number(_ label: String) -> Int? {
      outcome.output.split(separator: "\n").first { $0.contains(label) }
        .flatMap { $0.split(separator: " ").last }.flatMap { Int($0) }
    }
    guard let x = number("Absolute upper-left X"), let y = number("Absolute upper-left Y"),
      let width = number("Width"), let height = number("Height")
    else { return nil }
    return XRectangle(x: x, y: y, width: width, height: height)
  }
}
