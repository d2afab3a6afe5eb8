import Glibc
import TestSupport

/// Programs that may open few files, and such as may open none for a while.
struct FewDescriptors {
  func run(_ tally: inout Tally) throws {
    try programs(&tally)
    try viewer(&tally)
    try slideshow(&tally)
  }

  /// Every number of descriptors from the standard streams' on, until all goes as without a limit.
  private func programs(_ tally: inout Tally) throws {
    let stage = try Stage()
    let file = try stage.file(.plain(0x60))
    try stage.put(.plain(0x20))
    let programs = [
      ["list"], ["wait", "--after", "0"], ["save", "-"], ["rm", "none"], [file], ["rm", "default"],
    ]
    for program in programs {
      let end = program == ["rm", "none"] ? 66 : 0
      var limit = 3
      while try fails(program, descriptors: limit, unless: Ending.exited(CInt(end)), stage) {
        limit += 1
        tally.count("programs refused for want of descriptors; all stayed as it was")
        try demand(limit < 64, "\(program) never ends with \(end)")
      }
      tally.count("programs that went on with a few more")
    }
    try stage.put(.plain(0x30))
    try demand(stage.leftovers().isEmpty, "left over: \(stage.leftovers())")
  }

  /// Whether a program ends with the error that it should.
  private func fails(
    _ program: [String], descriptors: Int, unless end: Ending, _ stage: Stage
  ) throws -> Bool {
    let before = try stage.state()
    let outcome = try stage.run(
      "/bin/sh",
      ["-c", "ulimit -n \(descriptors); exec \"$@\"", "sh", Product.shmshare.path] + program)
    if outcome.ending == end { return false }
    let isSaid =
      switch outcome.ending {
      // Of ld.so(8), before there is a program.
      case .exited(127): outcome.errors.contains("error while loading shared libraries")
      case .exited(74): outcome.errors.contains("Too many open files")
      default: false
      }
    try demand(isSaid, "\(program) with \(descriptors) descriptors: \(outcome)")
    try demand(try stage.state() == before, "\(program) has changed the channel: \(outcome)")
    return true
  }

  /// A viewer that can open no frame: the picture stays, and the latest one comes as soon as it
  /// can.
  private func viewer(_ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--geometry", "90x70")
    let (old, new) = (Picture.noise(90, 70), Picture.noise(60, 50))
    try stage.show(old)
    try viewer.program.takeDescriptors(on: stage)
    try stage.put(new)
    try eventually("the viewer says what it lacks") {
      viewer.program.standardError.contains("Too many open files")
    }
    try demand(try viewer.shown(old) == old, "the old picture does not stay")
    try viewer.program.giveDescriptors(on: stage)
    try viewer.awaitPicture(new)
    try demand(try viewer.quit().ending == .exited(0), "the viewer did not end well")
    tally.count("viewers that went on when there were descriptors again")
  }

  /// A slideshow that can open no picture: none is given up, and it goes on as soon as it can.
  private func slideshow(_ tally: inout Tally) throws {
    let stage = try Stage()
    let folder = try Folder()
    let pictures = (0..<3).map { Picture.noise(40, 30, seed: $0) }
    for (number, picture) in pictures.enumerated() {
      try folder.write(picture.png(), to: "\(number).png")
    }
    let show = try stage.startShare("slideshow", "-t", "0.05", folder.path)
    try awaitAll(pictures, on: stage, show)
    // Not one more, and then a few: enough for the file, and for some of a process's pipes. How
    // many it has open changes from one moment to the next.
    let count = show.firstFreeDescriptor
    for limit in [count / 2] + Array(count - 2...count + 2) {
      try show.limitDescriptors(to: limit, on: stage)
      usleep(200_000)  // some turns of pictures
      try demand(pictures.contains(try stage.held().picture), "the old picture does not stay")
      try show.giveDescriptors(on: stage)
      try awaitAll(pictures, on: stage, show)
      tally.count("slideshows that went on when there were descriptors again")
    }
    try demand(show.standardError.contains("Too many open files"), "it never lacked any")
    try demand(try show.end() == .exited(0), "the slideshow did not end well")
  }

  /// Waits until the slideshow has shown each picture once more.
  private func awaitAll(_ pictures: [Picture], on stage: Stage, _ show: Program) throws {
    for picture in pictures {
      try eventually("\(picture) is shown; the slideshow said: \(show.standardError)") {
        try stage.state()?.picture == picture
      }
    }
  }
}
