import Glibc
import TestSupport
import Testing

@Suite("What a slide's process may cost, and do") struct SlideLimitsTests {
  private let stage: Stage
  private let picture = Picture.noise(40, 30, seed: 1)
  private let file: String
  /// The least that is allowed, for whoever has little memory.
  private static let leastMemory = "268435456"

  init() throws {
    stage = try Stage()
    try stage.put(picture)
    file = try stage.file(picture, "new.png")
  }

  @Test("every format is decoded in the sandbox, with the least memory, as it is without")
  func formats() throws {
    let folder =
      #filePath.replacing("EndToEndTests/SlideLimitsTests.swift", with: "")
      + "ImageDecodingTests/Fixtures"
    let text = """
      <svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">
      <text x="10" y="50" font-size="20">Hello</text><circle cx="150" cy="50" r="30"/></svg>
      """
    let files = Folder.entries(folder).filter { $0 != "make" }.map { folder + "/" + $0 }
    let svg = try stage.folder.write(Array(text.utf8), to: "text.svg")
    #expect(files.count > 40)
    for file in files + [svg] {
      try stage.share("--quiet", file)
      let expected = try stage.held()
      let slide = try SlideProcess(file, on: stage, "--max-memory", Self.leastMemory)
      try slide.order("show")
      try slide.await("shown \(expected.generation + 1)")
      #expect(try stage.held().picture == expected.picture, "\(file)")
      #expect(!slide.answers[0].hasPrefix("unconfined"))
      if slide.answers[0].hasPrefix("animation") { slide.program.endInput() }
      #expect(try slide.program.wait() == .exited(0))
    }
  }

  @Test("a process that holds a slide is confined")
  func confined() throws {
    let slide = try SlideProcess(file, on: stage)
    try slide.await("still 40 30")
    let status = Folder.contents("/proc/\(slide.program.processID)/status")
    let lines = String(decoding: status, as: UTF8.self).split(separator: "\n")
    #expect(lines.contains("NoNewPrivs:\t1"))
    #expect(lines.contains("Seccomp:\t2"))
  }

  @Test(
    "what the kernel lacks is said first of all, and the slide is shown all the same",
    arguments: [
      ("landlock_create_ruleset", "the kernel has no Landlock, or has it off"),
      ("seccomp", "the kernel has no seccomp filters"),
    ])
  func unconfined(call: String, words: String) throws {
    let strace = [
      "strace", "-qq", "-o", stage.folder.path("trace"), "-e", "trace=\(call)", "-e",
      "inject=\(call):error=ENOSYS",
    ]
    let slide = try SlideProcess(file, on: stage, before: strace)
    try slide.order("show")
    #expect(
      try slide.end()
        == SlideProcess.said(
          "unconfined \(words) (Function not implemented)", "still 40 30", "shown 2"))
  }

  @Test("a picture for which the memory does not suffice is an error in words")
  func memory() throws {
    let large = try stage.greyFile(XRectangle(x: 0, y: 0, width: 9_000, height: 9_000))
    let slide = try SlideProcess(large, on: stage, "--max-memory", Self.leastMemory)
    #expect(
      try slide.end()
        == SlideProcess.said("failed not enough memory for a picture of that size", code: 65))
  }

  @Test("a picture that takes too much processor time is given up")
  func processorTime() throws {
    let circles = (0..<3_000).map { "<circle cx='2000' cy='2000' r='\(1_900 - $0 % 1_800)'/>" }
    let svg =
      "<svg xmlns='http://www.w3.org/2000/svg' width='4000' height='4000' opacity='0.5'>"
      + "<g fill='none' stroke='red' stroke-width='40'>\(circles.joined())</g></svg>"
    let slow = try stage.folder.write(Array(svg.utf8), to: "slow.svg")
    let slide = try SlideProcess(slow, on: stage, "--max-seconds", "0.1")
    #expect(try slide.program.wait() == .signalled(SIGXCPU))
    #expect(slide.answers.isEmpty)
    #expect(try stage.held().picture == picture)
  }

  @Test("limits with which nothing can be decoded are refused")
  func useless() throws {
    let outcome = try SlideProcess(file, on: stage, "--max-memory", "1000000").end()
    #expect(
      outcome
        == Outcome(
          64,
          errors: "shmshare: --max-memory must be 268435456 (256 MiB) or more, not 1000000; "
            + "see shmshare decode-slide --help\n"))
  }
}
