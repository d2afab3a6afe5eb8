import Glibc
import TestSupport
import Testing

/// docs/PHOTO-FRAME.md, line by line, as far as a test can have what a frame has.
@Suite("What the page about photo frames tells") struct PhotoFramePageTests {
  let stage: Stage
  private var home: String { stage.folder.path }

  init() throws {
    stage = try Stage.withScreen()
    for name in ["Pictures", "bin"] { mkdir(stage.folder.path(name), 0o700) }
    _ = try stage.file(.plain(0x30_60_90), "Pictures/a.png")
    _ = try stage.file(.plain(0x30_60_90), "Pictures/b.png")
    stage.environment["HOME"] = home
  }

  /// The indented lines that stand together.
  private static var blocks: [[String]] {
    var blocks: [[String]] = [[]]
    for line in ReadmeTests.Readme("docs/PHOTO-FRAME.md").lines {
      if line.hasPrefix("    ") {
        blocks[blocks.count - 1].append(String(line.dropFirst(4)))
      } else if blocks.last?.isEmpty == false {
        blocks.append([])
      }
    }
    return blocks.filter { !$0.isEmpty }
  }

  private func block(_ isMeant: (String) -> Bool) throws -> String {
    let found = Self.blocks.filter { $0.contains(where: isMeant) }
    try #require(found.count == 1, "\(found)")
    return found[0].joined(separator: "\n")
  }

  /// What only a whole system has.
  private static let systems = ["sudo ", "systemctl ", "journalctl ", "loginctl "]

  /// Lines of a block of commands, without their comments.
  private static var commands: [String] {
    blocks.filter { block in
      let starts = ["PICTURES=", "hours =", "Section", "apt ", "mkdir "]
      return !starts.contains { block[0].hasPrefix($0) }
    }.joined().map { line in
      line.firstRange(of: /\s+#\s.*/).map { String(line[..<$0.lowerBound]) } ?? line
    }
  }

  private var bin: String {
    Product.shmview.path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
  }

  /// Starts what the unit starts, once the home directory is as it is to be.
  private func startUnit() throws -> Program {
    let unit = try FrameUnit(home: home, bin: bin)
    stage.environment.merge(unit.environment) { $1 }
    return try stage.start(unit.command[0], Array(unit.command.dropFirst()))
  }

  private func awaitPicture() throws {
    let root = try stage.screen.rootWindow
    try eventually("the picture is in the middle of the screen") {
      try root.pixel(800, 600) == 0x30_60_90
    }
  }

  @Test("each command does what it says beside a frame that runs")
  func commands() throws {
    let frame = try startUnit()
    try awaitPicture()
    try stage.folder.write(Picture.plain(1).png(), to: "menu.png")
    let commands = Self.commands
    #expect(commands.count > 10)
    for command in commands where !Self.systems.contains(where: command.hasPrefix) {
      let program = command.split(separator: " ")[0]
      try #require(["shmshare", "shmview", "xset"].contains(program), "\(command)")
      let run = try stage.start(
        "bash", ["-c", "cd; exec \(command)"], environment: ["PATH": "\(bin):/usr/bin:/bin"])
      if program == "shmview" {
        _ = try eventually("its window opens: \(command)") {
          try stage.screen.window(of: run.processID)
        }
        #expect(try run.end() == .exited(0), "\(command)")
      } else {
        // Xvfb has no DPMS.
        let isAllowed = try run.wait() == .exited(0) || program == "xset"
        #expect(isAllowed, "\(command): \(run.standardError)")
      }
    }
    #expect(try frame.end() == .exited(0))
  }

  @Test("what is to be done from an empty Debian to the wall")
  func fromNothing() throws {
    Folder.remove(stage.folder.path("Pictures"))
    let user = try block { $0.contains(".xinitrc") }
    #expect(try stage.run("bash", ["-ec", "cd\n" + user]) == Outcome(0))
    _ = try stage.file(.plain(0x30_60_90), "Pictures/a.png")
    let conf = stage.folder.path(".config/shmview/frame.conf")
    let text = String(decoding: Folder.contents(conf), as: UTF8.self)
    #expect(text.hasPrefix("PICTURES=/home/frame/Pictures\n"))
    try stage.folder.write(
      Array(text.replacing("/home/frame", with: home).utf8), to: ".config/shmview/frame.conf")
    // Not only at those hours.
    let settings = stage.folder.path(".config/shmview/config")
    let lines = String(decoding: Folder.contents(settings), as: UTF8.self)
    try stage.folder.write(
      Array(lines.replacing(/hours = .*/, with: "hours = Mon-Sun 0-24").utf8),
      to: ".config/shmview/config")
    let unit = try FrameUnit(home: home, bin: bin)
    let command = unit.command.map { "'\($0)'" }.joined(separator: " ")
    let stub = """
      #!/bin/bash
      echo "$*" >>"$HOME/asked"
      if [ "$2" = start ]; then \(command) & fi
      """
    try stage.folder.write(program: Array(stub.utf8), to: "bin/systemctl")
    let session = try stage.start(
      "sh", [stage.folder.path(".xinitrc")],
      environment: ["PATH": "\(stage.folder.path("bin")):/usr/bin:/bin", "LC_ALL": "C"])
    defer { session.signal(SIGKILL) }
    try awaitPicture()
    #expect(try stage.screen.rootWindow.pixel(2, 2) == 0, "the background is black")
    let asked = String(decoding: Folder.contents(stage.folder.path("asked")), as: UTF8.self)
    #expect(
      asked == "--user import-environment DISPLAY XAUTHORITY\n--user start shmview-frame\n")
    let channel = try #require(try stage.listed().first { $0.channel == "frame" })
    let viewer = try #require(channel.viewers.first)
    let window = try #require(try stage.screen.window(of: viewer.pid))
    let fullscreen = try stage.screen.atom("_NET_WM_STATE_FULLSCREEN")
    try eventually("the window manager knows that it is fullscreen") {
      window.numbers("_NET_WM_STATE")?.contains(fullscreen) ?? false
    }
    // The show tells of itself a moment after its picture is there.
    try eventually("the show plays") {
      try stage.share("list", "--json").output.contains("\"state\":\"playing\"")
    }
  }

  @Test("the console of the empty Debian logs the user in, by a program that can")
  func console() throws {
    let root = try block { $0.hasPrefix("useradd") }
    let script = """
      apt() { :; }; useradd() { :; }; passwd() { :; }
      \(root.replacing("/etc/", with: "\(home)/etc/"))
      """
    #expect(try stage.run("bash", ["-ec", script]) == Outcome(0))
    let file = stage.folder.path("etc/systemd/system/getty@tty1.service.d/frame.conf")
    let text = String(decoding: Folder.contents(file), as: UTF8.self)
    #expect(
      text == """
        [Service]
        ExecStart=
        ExecStart=-/sbin/agetty --autologin frame --noclear %I $TERM

        """)
    let help = try stage.run("/sbin/agetty", ["--help"]).output
    for option in ["--autologin", "--noclear"] { #expect(help.contains(option)) }
  }

  @Test("the settings that stand there are settings")
  func settings() throws {
    let blocks = Self.blocks.filter { $0[0].hasPrefix("hours =") }
    try #require(blocks.count == 1)
    let path = try stage.folder.write(Array(blocks[0].joined().utf8), to: "settings")
    let outcome = try stage.view("--config", path, "--print-config")
    #expect(outcome.ending == .exited(0) && outcome.errors.isEmpty)
    #expect(outcome.output.contains("hours = Mon-Fri 7-22, Sat,Sun 9-23"))
  }

  @Test("the unit starts the folder and the options of frame.conf")
  func unit() throws {
    let conf = try block { $0.hasPrefix("PICTURES=/srv") }
    mkdir(stage.folder.path(".config"), 0o700)
    mkdir(stage.folder.path(".config/shmview"), 0o700)
    try stage.folder.write(Array((conf + "\n").utf8), to: ".config/shmview/frame.conf")
    let unit = try FrameUnit(home: home, bin: "/b")
    #expect(
      unit.command == [
        "/b/shmview", "frame", "--fullscreen", "--slideshow", "/srv/photos", "--", "--recursive",
        "--interval", "30", "--sort", "mtime", "--reverse", "--fade", "800",
      ])
    #expect(unit["Restart"] == "on-failure" && unit["Type"] == "notify")
  }

  @Test("what was killed whole comes back with the last folder")
  func powerCut() throws {
    let frame = try startUnit()
    try awaitPicture()
    let children = frame.children
    for process in [frame.processID] + children { kill(process, SIGKILL) }
    #expect(try frame.wait() == .signalled(SIGKILL))
    Folder.remove(stage.rootPath)
    let again = try startUnit()
    try awaitPicture()
    #expect(try again.end() == .exited(0))
  }
}
