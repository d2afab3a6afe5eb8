import Glibc
import ShmChannel
import TestSupport

/// A slideshow of a folder `pictures`, and what it publishes, one frame after the other.
final class RunningShow {
  let program: Program
  private let stage: Stage
  private let reader: ChannelReader
  /// The generation that `next` waited for last.
  private(set) var last: Generation

  fileprivate init(_ program: Program, _ stage: Stage) throws {
    (self.program, self.stage) = (program, stage)
    reader = try ChannelReader(name: .standard, root: stage.root)
    last = .empty
    if case .frame(let generation, _) = try reader.refresh() { last = generation }
  }

  /// Waits for the next frame, and gives its title: the name of its file. Frames that are not kept
  /// are passed over where a later one has taken their place.
  func next() throws -> String {
    guard let generation = try reader.wait(after: last, timeout: patience) else {
      throw TestFailure("the slideshow shows nothing more; it said: \(program.standardError)")
    }
    let following = Generation(rawValue: last.rawValue + 1)
    if following < generation, let frame = try reader.acquire(following) {
      last = following
      return frame.info.title
    }
    guard let frame = try reader.acquireLatest() else {
      throw TestFailure("generation \(generation.rawValue) cannot be had")
    }
    last = frame.info.generation
    return frame.info.title
  }

  /// The next titles, in one line.
  func next(_ count: Int) throws -> String {
    try (0..<count).map { _ in try next() }.joined(separator: " ")
  }

  /// Sends a command, and waits until it has been carried out.
  func steer(_ command: String...) throws {
    let outcome = try stage.run(Product.shmshare.path, command)
    guard outcome == Outcome(0) else { throw TestFailure("\(command): \(outcome)") }
  }

  /// Waits until it knows of so many pictures.
  func awaitCount(_ count: Int) throws {
    try eventually("the show has \(count) pictures") {
      try self.stage.listed().first?.show?.count == count
    }
  }

  /// Waits until it has said this, all of it.
  func awaitErrors(_ text: String) throws {
    try eventually("the show says \(text); it said: \(self.program.standardError)") {
      self.program.standardError == text
    }
  }

  /// Waits for the process that holds the next picture.
  func holder() throws -> pid_t {
    try eventually("the next picture is held") {
      self.children.first { self.stage.lends(to: $0) }
    }
  }

  /// The processes that decode for it, and the one that waits for a picture to decode.
  var children: [pid_t] { program.children.filter { Self.command(of: $0) == "decode-slide" } }

  /// The process that waits for a picture to decode, if there is no other one. One that has shown a
  /// PNG sleeps no more before it ends.
  var waitingChild: pid_t? {
    let all = children
    return all.count == 1 && Program.isAsleep(all[0]) ? all[0] : nil
  }

  /// The processes that look at files for it.
  var watchers: [pid_t] { program.children.filter { Self.command(of: $0) == "watch-files" } }

  private static func command(of process: pid_t) -> String {
    let words = Folder.contents("/proc/\(process)/cmdline").split(separator: 0)
    return words.count > 1 ? String(decoding: words[1], as: UTF8.self) : ""
  }
}

extension Stage {
  var picturesPath: String { folder.path("pictures") }

  /// Writes pictures of one colour each, by name; the directory is made where there is none.
  func fill(_ names: String...) throws {
    mkdir(picturesPath, 0o700)
    for name in names { try place(.plain(Self.colour(of: name)), name) }
  }

  /// Writes a picture beside the others, so that it appears whole.
  func place(_ picture: Picture, _ name: String) throws {
    let path = try folder.write(picture.png(), to: "unfinished")
    guard rename(path, picturesPath + "/" + name) == 0 else {
      throw TestFailure("cannot rename \(path)")
    }
  }

  /// What `fill` paints a picture with.
  static func colour(of name: String) -> UInt32 {
    name.utf8.reduce(0x13) { ($0 &* 0x1_003F + UInt32($1)) & 0xFF_FFFF }
  }

  /// Has frames kept, so that a test misses none that it is too slow for.
  func keepFrames() throws {
    try Channel.openOrCreate(.standard, root: root).setHistory(200)
  }

  /// Starts a slideshow of the pictures.
  func startShow(_ options: String..., input: Program.Input = .nothing) throws -> RunningShow {
    try startShow(options, of: picturesPath, input: input)
  }

  /// Starts a slideshow of any place; what stands in `before` runs the program that follows.
  func startShow(
    before: [String] = [], _ options: [String], of place: String,
    input: Program.Input = .nothing
  ) throws -> RunningShow {
    let command = before + [Product.shmshare.path, "slideshow"] + options + [place]
    return try RunningShow(start(command[0], Array(command.dropFirst()), input: input), self)
  }
}
