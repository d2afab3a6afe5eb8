import Glibc
import ShmChannel
import TestSupport
import Testing

@Suite("Settings") struct SettingsTests {
  /// Writes the person's own file of settings.
  private func write(_ text: String, for stage: Stage) throws {
    let folder = stage.folder.path("config/shmview")
    mkdir(stage.folder.path("config"), 0o700)
    mkdir(folder, 0o700)
    try stage.folder.write(Array(text.utf8), to: "config/shmview/config")
    stage.environment["XDG_CONFIG_HOME"] = stage.folder.path("config")
    stage.environment["XDG_CONFIG_DIRS"] = stage.folder.path("system")
  }

  private func file(_ stage: Stage) -> String { stage.folder.path("config/shmview/config") }

  /// The lines of `--print-config`, by key, without their origin, of which a test says what it is.
  private func printed(_ stage: Stage, _ arguments: String...) throws -> [String: String] {
    try printed(stage, arguments)
  }

  private func printed(_ stage: Stage, _ arguments: [String]) throws -> [String: String] {
    let outcome = try stage.run(Product.shmview.path, arguments + ["--print-config"])
    #expect(outcome.ending == .exited(0), "\(outcome)")
    var values: [String: String] = [:]
    for line in outcome.output.split(separator: "\n") {
      guard let middle = line.firstRange(of: " =") else { continue }
      values[String(line[..<middle.lowerBound])] = line[middle.upperBound...].split(separator: " ")
        .joined(separator: " ")
    }
    return values
  }

  @Test("a window has what is set, and what the command line says instead")
  func window() throws {
    let stage = try Stage.withScreen()
    try write("geometry = 300x200\ntitle = \"Set # 1\"\n[channel cam]\ntitle = Camera", for: stage)
    let viewer = try stage.startViewer()
    #expect(viewer.window.title == "Set # 1")
    #expect(try #require(viewer.window.frame).width == 300)
    #expect(viewer.program.standardError == "")
    try viewer.program.end()
    let camera = try stage.startViewer("cam")
    #expect(camera.window.title == "Camera")
    #expect(try printed(stage, "cam", "--title", "Mine")["title"] == "Mine # command line")
  }

  @Test("keys do what they are bound to, one after the other, with others held, or nothing")
  func keys() throws {
    let stage = try Stage.withScreen()
    try write(
      "[keys]\nq = none\nF5 = actual-size, pan-right\nControl+w = fit\nAlt+x = quit", for: stage)
    try stage.pointNowhere()
    let viewer = try stage.startViewer("--geometry", "200x150+40+60", "--quiet-screen")
    let picture = Picture.noise(400, 300)
    try stage.show(picture)
    let fitted = try viewer.picture()
    try stage.press("q", "F5", in: viewer)
    try eventually("100 %, a tenth of the window to the right") {
      try viewer.picture() == picture.part(120, 75, 200, 150)
    }
    try stage.press("ctrl+w", in: viewer)
    try eventually("fitted again") { try viewer.picture() == fitted }
    try stage.press("alt+x", in: viewer)
    #expect(try viewer.program.wait() == .exited(0))
  }

  @Test("buttons do what they are bound to, and one that drags lets go")
  func buttons() throws {
    let stage = try Stage.withScreen()
    try write("fit = none\n[keys]\nButton2 = drag\nShift+Button3 = quit", for: stage)
    try stage.pointNowhere()
    let viewer = try stage.startViewer("--geometry", "200x150+40+60", "--quiet-screen")
    let picture = Picture.noise(400, 300)
    try stage.show(picture)
    try eventually("its middle") { try viewer.picture() == picture.part(100, 75, 200, 150) }
    try stage.point(at: 100, 75, in: viewer)
    try stage.hands("mousedown", "2")
    try stage.point(at: 60, 55, in: viewer)
    try stage.hands("mouseup", "2")
    let dragged = picture.part(140, 95, 200, 150)
    try eventually("it was dragged") { try viewer.picture() == dragged }
    try stage.point(at: 20, 20, in: viewer)
    try stage.click(3)
    #expect(try viewer.picture() == dragged)
    try stage.hands("keydown", "shift", "click", "3", "keyup", "shift")
    #expect(try viewer.program.wait() == .exited(0))
  }

  @Test("what is wrong with a file is said, and keeps nothing from opening")
  func wrong() throws {
    let stage = try Stage.withScreen()
    try write(
      """
      fitt = fill
      geometry = wide
      range = 9
      fullscreen = yes
      title = Here
      [keys]
      Lfet = next
      n = nxet
      """, for: stage)
    let viewer = try stage.startViewer("--no-fullscreen")
    #expect(viewer.window.title == "Here")
    let file = file(stage)
    let errors = viewer.program.standardError.split(separator: "\n")
    #expect(errors.count == 5)
    #expect(errors.first == "shmview: \(file):1: fitt is not a setting; did you mean fit?")
    #expect(errors[1].hasPrefix("shmview: \(file):2: geometry: "))
    #expect(errors[2].hasPrefix("shmview: \(file):3: range: "))
    #expect(errors[3] == "shmview: \(file):7: \"Lfet\" is no key; did you mean Left?")
    #expect(
      errors[4].hasSuffix("config:8: \"nxet\" is nothing that a key can do; did you mean next?"))
  }

  @Test("what the screen or the file system lacks is told with its line, and costs no window")
  func lacking() throws {
    let stage = try Stage.withScreen()
    try write(
      """
      monitor = NOPE
      visual = 0x999
      display-profile = /nope.icc
      filelist = /nope
      slideshow = \(stage.folder.path("p"))
      """, for: stage)
    let file = file(stage)
    let viewer = try stage.startViewer()
    try eventually("all is said: \(viewer.program.standardError)") {
      let lines = viewer.program.standardError.split(separator: "\n")
      return [
        "shmview: \(file):1: monitor is left out: no monitor \"NOPE\"; ",
        "shmview: \(file):2: visual is left out: the screen of ",
        "shmview: \(file):3: display-profile is left out: --display-profile: /nope.icc: No such ",
        "shmshare: /nope: no such file",
        "shmshare: \(file):4: filelist is left out",
      ].allSatisfy { words in lines.contains { $0.lowercased().hasPrefix(words.lowercased()) } }
    }
    try viewer.program.end()
    try write("snapshot = /nope/s.png", for: stage)
    try stage.share(stage.file(.noise(20, 20)))
    let camera = try stage.startViewer()
    #expect(camera.program.standardError.contains(":1: snapshot is left out: /nope/s.png: "))
  }

  @Test("what cannot go with the command line yields to it")
  func yielding() throws {
    let stage = try Stage()
    try write("fullscreen = yes\nmonitor = HDMI-1\ncolor-bar = yes", for: stage)
    try stage.share(stage.file(.noise(20, 20)))
    let outcome = try stage.view("--snapshot", stage.folder.path("s.png"))
    #expect(outcome.ending == .exited(0) && outcome.errors == "", "\(outcome)")
  }

  @Test("a channel that is named keeps its pictures: a slideshow for every window yields to it")
  func namedChannel() throws {
    let stage = try Stage()
    try write("slideshow = /pictures\n[channel frame]\nslideshow = /frames", for: stage)
    let file = file(stage)
    for arguments in [["door"], ["--channel", "door"], ["--if-none", "--channel", "default"]] {
      #expect(try printed(stage, arguments)["#slideshow"] == "# default", "\(arguments)")
    }
    #expect(try printed(stage, [])["slideshow"] == "/pictures # \(file):1")
    #expect(try printed(stage, ["frame"])["slideshow"] == "/frames # \(file):3")
    stage.environment["SHMVIEW_CHANNEL"] = "cam"
    #expect(try printed(stage, [])["slideshow"] == "/pictures # \(file):1")
  }

  @Test("--print-config says what holds, and why")
  func printing() throws {
    let stage = try Stage()
    try write(
      "fit = fill\nstale = 2.5\nshuffle = yes\nchannel = cam\n[channel cam]\nfit = none\n[keys]\nq = none",
      for: stage)
    let file = file(stage)
    var values = try printed(stage, "--stale", "3")
    #expect(values["fit"] == "none # \(file):6")
    #expect(values["stale"] == "3 # command line")
    #expect(values["shuffle"] == "yes # \(file):3")
    #expect(values["channel"] == "cam # \(file):4")
    #expect(values["inhibit"] == "auto # default")
    #expect(values["#geometry"] == "# default")
    #expect(values["q"] == "none # \(file):8")
    #expect(values["Left"] == "pan-left or previous # default")
    stage.environment["SHMVIEW_CHANNEL"] = "env"
    values = try printed(stage)
    #expect(values["channel"] == "env # SHMVIEW_CHANNEL" && values["fit"] == "fill # \(file):1")
    values = try printed(stage, "other", "--fit=fit", "-i", "--no-shm")
    #expect(values["channel"] == "other # command line" && values["fit"] == "fit # command line")
    #expect(values["info"] == "yes # command line" && values["shm"] == "no # command line")
    values = try printed(stage, "a", "b")
    #expect(values["#channel"] == "a, b # command line" && values["channel"] == nil)
    #expect(try printed(stage, "--no-config")["fit"] == "shrink # default")
    #expect(try printed(stage, "--config", "/dev/null")["fit"] == "shrink # default")
  }

  @Test("what --print-config prints says the same as a file of settings")
  func roundTrip() throws {
    let stage = try Stage()
    try write(
      "title = 'a # \"b\"'\nslideshow = ~/P\nslideshow = Q\n[keys]\nF5 = fit, info or quit",
      for: stage)
    let first = try stage.view("--print-config").output
    try stage.folder.write(Array(first.utf8), to: "again")
    let second = try stage.view("--print-config", "--config", stage.folder.path("again"))
    #expect(second.errors == "")
    func plain(_ text: String) -> [Substring] {
      text.split(separator: "\n").map { line in
        let origin = line.ranges(of: "  # ").last?.lowerBound
        return line[..<(origin ?? line.endIndex)]
      }
    }
    #expect(plain(second.output) == plain(first))
  }

  @Test("every option of the viewer and of the slideshow has its key, with its default")
  func complete() throws {
    let stage = try Stage()
    let keys = try Set(printed(stage).keys.map { $0.first == "#" ? String($0.dropFirst()) : $0 })
    let others: Set = ["config", "no-config", "print-config", "help", "version"]
    for (program, arguments) in [
      (Product.shmview, ["--help"]), (.shmshare, ["slideshow", "--help"]),
    ] {
      let help = try stage.run(program.path, arguments).output
      let names = help.matches(of: /(?m)^  (?:-\w, )?--([a-z-]+)/).map { String($0.output.1) }
      #expect(names.count > 20)
      for name in names where !others.contains(name) {
        #expect(keys.contains(name), "\(name) of \(program) is not a setting")
      }
      // Where the help tells a default, it is the one that is printed.
      let printed = try printed(stage)
      for match in help.matches(
        of: /(?m)^  (?:-\w, )?--([a-z-]+)[^\n]*(?:\n {10,}[^\n]*)*?\(default:\s+([^);]+)[);]/)
      {
        let (name, value) = (String(match.output.1), String(match.output.2))
        guard name != "channel", !value.hasPrefix("--"), let said = printed[name] else { continue }
        #expect(said == "\(value) # default", "\(name)")
      }
    }
  }

  @Test("a file that is none is told, and never waited for")
  func files() throws {
    let stage = try Stage()
    mkfifo(stage.folder.path("pipe"), 0o600)
    let large = stage.folder.path("large")
    let descriptor = open(large, O_WRONLY | O_CREAT, 0o600)
    ftruncate(descriptor, 1 << 30)
    close(descriptor)
    for (path, words) in [
      (stage.folder.path, "is a directory, not a file of settings"),
      (stage.folder.path("pipe"), "is a pipe, not a file of settings"),
      ("/dev/zero", "is a device, not a file of settings"),
      (large, "is larger than settings can be: 65536 bytes"),
      (stage.folder.path("none"), "cannot be read: No such file or directory"),
    ] {
      let outcome = try stage.view("--config", path, "--print-config")
      #expect(outcome.ending == .exited(0))
      #expect(outcome.errors == "shmview: \(path): \(words)\n")
    }
  }

  @Test("SHMVIEW_CHANNEL is the channel of both programs where none is named")
  func channel() throws {
    let stage = try Stage.withScreen()
    stage.environment["SHMVIEW_CHANNEL"] = "cam.7"
    #expect(try stage.share(stage.file(.noise(40, 30))).output.hasPrefix("cam.7: generation 1"))
    let viewer = try stage.startViewer()
    try eventually("the title") { viewer.window.title == "picture.png – cam.7" }
    stage.environment["SHMVIEW_CHANNEL"] = ".bad"
    for program in [Product.shmview, .shmshare] {
      let outcome = try stage.run(program.path, program == .shmview ? [] : ["x.png"])
      #expect(outcome.ending == .exited(64))
      let words = "SHMVIEW_CHANNEL: \".bad\" is not a channel name"
      #expect(outcome.errors.contains(words), "\(outcome)")
    }
  }

  @Test("a slideshow has its settings, alone and of a viewer; one without a channel stays private")
  func slideshow() throws {
    let stage = try Stage.withScreen()
    stage.environment["SHMVIEW_CHANNEL"] = "cam"
    try write(
      "sort = name\nreverse = yes\nshuffle = yes\ninterval = soon\ntypo = 1\nhours = 25:00-26",
      for: stage)
    mkdir(stage.folder.path("p"), 0o700)
    let errors = [
      "\(file(stage)):3: shuffle is left out: --shuffle and --reverse exclude each other",
      "\(file(stage)):4: interval takes seconds, more than 0, not \"soon\"",
      "\(file(stage)):5: typo is not a setting; shmview --print-config prints all there are",
      "\(file(stage)):6: hours: \"25:00\" at character 1 is no time of day, 0 to 24 or such as 7:30",
    ]
    let show = try stage.startShare("slideshow", stage.folder.path("p"))
    try eventually("it runs on the channel of the environment") {
      (try? stage.root.list())?.channels.map(\.name.string) == ["cam"]
    }
    #expect(show.standardError == errors.map { "shmshare: \($0)\n" }.joined())
    try show.end()
    let viewer = try stage.startViewer("--slideshow", stage.folder.path("p"))
    #expect(viewer.window.title == "shmview – p")
    try eventually("both have said what is wrong, each once: \(viewer.program.standardError)") {
      Set(viewer.program.standardError.split(separator: "\n").map(String.init))
        == Set([
          "shmshare: \(errors[0])", "shmview: \(errors[1])", "shmview: \(errors[2])",
          "shmview: \(errors[3])",
        ])
    }
  }
}
