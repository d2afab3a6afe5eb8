import Glibc
import TestSupport
import Testing

@Suite("The photo frame that is installed") struct PhotoFrameTests {
  private let stage: Stage

  init() throws { stage = try Stage() }

  /// The two files as `scripts/install` writes them, with the line that starts the programs.
  enum File: String, CaseIterable, Sendable {
    case entry = "shmview-frame.desktop"
    case unit = "shmview-frame.service"

    func text(bin: String) -> String {
      let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
      let bytes = Folder.contents("/\(root)/Packaging/\(rawValue)")
      return String(decoding: bytes, as: UTF8.self).replacing("@bin@", with: bin)
    }
  }

  private var bin: String {
    Product.shmview.path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
  }

  private func write(_ file: File) throws -> String {
    try stage.folder.write(Array(file.text(bin: bin).utf8), to: file.rawValue)
  }

  @Test("the desktop entry is valid")
  func entry() throws {
    #expect(try stage.run("desktop-file-validate", [write(.entry)]) == Outcome(0))
  }

  @Test("the desktop entry and the unit name only options that the programs know")
  func options() throws {
    let viewer = try stage.view("--help").output
    let show = try stage.share("slideshow", "--help").output
    for file in File.allCases {
      let lines = file.text(bin: bin).split(separator: "\n")
      let start = try #require(lines.first { $0.contains("Exec") && $0.contains("/shmview ") })
      let parts = start.split(separator: " -- ").map { String($0) }
      try #require(parts.count == 2, "\(start)")
      let settings = lines.filter { $0.contains("OPTIONS=") }.joined()
      let (own, passed) = (Self.options(parts[0]), Self.options(parts[1] + " " + settings))
      #expect(own.contains("--slideshow") && passed.contains("--recursive"))
      for option in own { #expect(Self.options(viewer).contains(option), "\(file): \(option)") }
      for option in passed { #expect(Self.options(show).contains(option), "\(file): \(option)") }
    }
  }

  /// All words that begin with two hyphens.
  private static func options(_ text: String) -> Set<String> {
    let words = text.split { !($0.isLetter || $0.isNumber || $0 == "-") }
    return Set(words.filter { $0.hasPrefix("--") && $0.count > 2 }.map { String($0) })
  }

  @Test("what the desktop entry starts shows the pictures in the home directory")
  func started() throws {
    let stage = try Stage.withScreen()
    stage.environment["HOME"] = stage.folder.path
    mkdir(stage.folder.path("Pictures"), 0o700)
    _ = try stage.file(.plain(0x30_60_90), "Pictures/a.png")
    // The quoting of desktop entries (`\\`, `\$`, `\"` in double quotes, %f) undone by hand.
    let lines = File.entry.text(bin: bin).split(separator: "\n")
    let exec = try #require(lines.first { $0.hasPrefix("Exec=") })
    let start = try #require(exec.firstIndex(of: "\""))
    let end = try #require(exec.lastIndex(of: "\""))
    var script = String(exec[exec.index(after: start)..<end])
    for (quoted, plain) in [("\\\\", "\\"), ("\\\"", "\""), ("\\$", "$")] {
      script = script.replacing(quoted, with: plain)
    }
    let program = try stage.start("/bin/sh", ["-c", script, "shmview"])
    let window = try eventually("the window opens; it said: \(program.standardError)") {
      try stage.screen.window(of: program.processID)
    }
    try eventually("the picture is in its middle") {
      guard let frame = window.frame else { return false }
      return try window.pixel(frame.width / 2, frame.height / 2) == 0x30_60_90
    }
    #expect(try program.end() == .exited(0))
  }
}
