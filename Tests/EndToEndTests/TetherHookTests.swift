import Glibc
import TestSupport
import Testing

@Suite("The hook for gphoto2, shmview-tether") struct TetherHookTests {
  private let stage: Stage

  init() throws {
    stage = try Stage()
    let programs = Product.shmshare.path.split(separator: "/").dropLast().joined(separator: "/")
    stage.environment = [
      "PATH": "/\(programs):/usr/bin:/bin", "XDG_RUNTIME_DIR": stage.folder.path,
    ]
  }

  private static let script =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    + "/Packaging/shmview-tether"

  /// Calls it as gphoto2 does, and checks that it has nothing to say.
  private func call(
    _ action: String, _ file: String? = nil, _ environment: [String: String] = [:]
  ) throws {
    var all = ["ACTION": action].merging(environment) { $1 }
    all["ARGUMENT"] = file
    let hook = try stage.start("sh", [Self.script], environment: all)
    #expect(try Outcome(of: hook) == Outcome(0), "\(action) \(file ?? "")")
  }

  /// The camera's file, and the call for it.
  private func shoot(_ name: String, _ environment: [String: String] = [:]) throws {
    try stage.fill(name)
    try call("download", stage.picturesPath + "/" + name, environment)
  }

  private func awaitTitle(_ title: String, generation: UInt64) throws {
    // There is no channel at first.
    try eventually("\(title) is shown") { (try? stage.listed())?.first?.title == title }
    #expect(try stage.held().generation == generation, "nothing came before \(title)")
  }

  /// Where the hook remembers something from call to call.
  private var notes: [String] {
    Folder.entries(stage.folder.path).filter { $0.hasPrefix("shmview-tether") }
  }

  /// The process that the last call has left behind, which the next one ends, wherever it is.
  private func process() throws -> String {
    let note = try #require(notes.first { !$0.hasSuffix(".last") })
    let text = String(decoding: Folder.contents(stage.folder.path(note)), as: UTF8.self)
    return try #require(text.split(separator: "\n").first.map(String.init))
  }

  private func awaitEnd(of process: String) throws {
    // One that has ended has no arguments, whether somebody has waited for it or not.
    try eventually("\(process) ends") { Folder.contents("/proc/\(process)/cmdline").isEmpty }
  }

  @Test("each picture that is downloaded is shown, and nothing else")
  func downloads() throws {
    try call("init")
    try call("start")
    try call("download")
    var generation: UInt64 = 0
    for name in ["DSC 1.JPG", "$(2).nef", "3.png", "4"] {
      for ending in ["xmp", "MOV", "mp4", "wav", "THM"] { try shoot("\(generation).\(ending)") }
      try shoot(name)
      generation += 1
      try awaitTitle(name, generation: generation)
    }
    try shoot("5.jpg", ["SHMVIEW_CHANNEL": "studio"])
    try eventually("it is in the other channel") {
      try stage.listed().contains { $0.channel == "studio" && $0.title == "5.jpg" }
    }
    try call("stop")
    #expect(notes.isEmpty)
  }

  @Test("the last picture is shown, though the session is over before, and leaves nothing behind")
  func last() throws {
    let slow = stage.folder.path("slow.png")
    #expect(mkfifo(slow, 0o600) == 0)
    try call("download", slow)
    let process = try process()
    let writer = try writer(of: slow)
    try call("stop")
    let picture = Picture.plain(0x12_3456).png()
    #expect(write(writer, picture, picture.count) == picture.count)
    close(writer)
    try awaitTitle("slow.png", generation: 1)
    try awaitEnd(of: process)
    #expect(notes.isEmpty)
  }

  /// The other end of a FIFO, once somebody reads it.
  private func writer(of path: String) throws -> CInt {
    try eventually("\(path) is read") {
      let file = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
      return file >= 0 ? file : nil
    }
  }

  @Test(
    "of a raw file and a JPEG of one shot the preferred one is shown, whichever comes first",
    arguments: [("jpeg", "JPG", "cr2"), ("raw", "RW2", "hif")])
  func pairs(_ preferred: String, _ own: String, _ other: String) throws {
    let environment = preferred == "jpeg" ? [:] : ["SHMVIEW_PREFER": preferred]
    try shoot("1.\(other)", environment)
    try awaitTitle("1.\(other)", generation: 1)
    try shoot("1.\(own)", environment)
    try awaitTitle("1.\(own)", generation: 2)
    try shoot("2.\(own)", environment)
    try awaitTitle("2.\(own)", generation: 3)
    try shoot("2.\(other)", environment)
    try shoot("3.\(other)", environment)
    try awaitTitle("3.\(other)", generation: 4)
  }

  @Test(
    "where the file that is preferred cannot be shown the other one is, whichever comes first",
    arguments: [true, false])
  func fallback(hasOwnFolder: Bool) throws {
    if !hasOwnFolder { stage.environment["XDG_RUNTIME_DIR"] = nil }
    mkdir(stage.picturesPath, 0o700)
    /// Says what is told of the raw file.
    func shoot(_ name: String, tells: [String]) throws {
      let path = stage.picturesPath + "/" + name
      if name.hasSuffix("nef") {
        try stage.folder.write(Array("no picture".utf8), to: "pictures/" + name)
      } else {
        try stage.fill(name)
      }
      let hook = try stage.start(
        "sh", [Self.script],
        environment: ["ACTION": "download", "ARGUMENT": path, "SHMVIEW_PREFER": "raw"])
      _ = try hook.wait()
      try eventually("\(tells) is told; it was \(hook.standardError)") {
        let lines = hook.standardError.split(separator: "\n")
        return lines.count == tells.count
          && zip(lines, tells).allSatisfy { line, name in
            line.hasPrefix(
              "shmshare: \(stage.picturesPath)/\(name): not an image of a supported type (")
          }
      }
    }
    try shoot("1.jpg", tells: [])
    try awaitTitle("1.jpg", generation: 1)
    for name in ["1.nef", "2.nef"] {
      if hasOwnFolder { try awaitEnd(of: process()) }
      try shoot(name, tells: [name])
    }
    if hasOwnFolder { try awaitEnd(of: process()) }
    try shoot("2.jpg", tells: hasOwnFolder ? [] : ["2.nef"])
    // Where nothing can be noted, 1.jpg is shown twice.
    try awaitTitle("2.jpg", generation: hasOwnFolder ? 2 : 3)
  }

  @Test("a name that begins as options do is a name; a preference that is none is told")
  func names() throws {
    try stage.fill("-n.jpg")
    let calls = "cd '\(stage.picturesPath)' && sh '\(Self.script)'"
    let environment = ["ACTION": "download", "ARGUMENT": "-n.jpg"]
    let hook = try stage.start("sh", ["-c", calls], environment: environment)
    #expect(try Outcome(of: hook) == Outcome(0))
    try awaitTitle("-n.jpg", generation: 1)
    try shoot("1.nef", ["SHMVIEW_PREFER": "JPEG"])
    try awaitTitle("1.nef", generation: 2)
    try shoot("1.jpg", ["SHMVIEW_PREFER": "JPEG"])
    try awaitTitle("1.jpg", generation: 3)
    let refused = try stage.start(
      "sh", [Self.script], environment: environment.merging(["SHMVIEW_PREFER": "jpg"]) { $1 })
    let words = "shmview-tether: SHMVIEW_PREFER is 'jpg', and can be jpeg or raw\n"
    #expect(try Outcome(of: refused) == Outcome(64, errors: words))
  }

  @Test("a shot that comes while the one before is decoded ends that, and is shown")
  func stale() throws {
    let slow = stage.folder.path("slow.jpg")
    #expect(mkfifo(slow, 0o600) == 0)
    // The hook has one parent, as it has with gphoto2.
    let calls = try stage.start(
      "sh",
      [
        "-c",
        """
        ARGUMENT='\(slow)' sh '\(Self.script)'
        read -r go
        ARGUMENT='\(stage.picturesPath)/next.png' sh '\(Self.script)'
        exit $?
        """,
      ], environment: ["ACTION": "download"], input: .pipe)
    let writer = try writer(of: slow)
    defer { close(writer) }
    try stage.fill("next.png")
    try calls.send(Array("\n".utf8))
    try awaitTitle("next.png", generation: 1)
    try eventually("the first one is gone") {
      var state = pollfd(fd: writer, events: Int16(POLLOUT), revents: 0)
      return poll(&state, 1, 0) == 1 && state.revents & Int16(POLLERR) != 0
    }
    #expect(try Outcome(of: calls) == Outcome(0))
  }

  @Test("without a folder of the user's own for what is under way, each put is waited for")
  func waiting() throws {
    stage.environment["XDG_RUNTIME_DIR"] = nil
    for generation in 1...2 as ClosedRange<UInt64> {
      try shoot("\(generation).jpg")
      #expect(try stage.held().generation == generation)
      #expect(try stage.listed().first?.title == "\(generation).jpg")
    }
  }
}
