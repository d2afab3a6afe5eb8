import Linux
import SystemPackage
import TestSupport

@testable import Slideshow

/// A directory, what is done in it, and a watcher that hears of it late: all in one thread, so that
/// a seed repeats it.
final class Replay {
  private let ground: Folder
  private let vandal: Vandal
  private let watcher: DirectoryWatcher
  /// What is shown, with a slash behind; all, or what comes and goes.
  private let roots: [String]
  private var random: SeededGenerator
  /// Whether the kernel drops news now and then.
  private let losesNews: Bool
  private var known: Set<FilePath> = []
  /// What did not fit what was told before.
  private var problems: [String] = []

  init(_ place: Place, seed: UInt64) throws {
    ground = try Folder(place)
    vandal = Vandal(ground, seed: seed)
    random = SeededGenerator(seed: seed)
    losesNews = seed % 3 == 0
    roots = seed % 5 == 4 ? ["a/c/", "b/"] : [""]
    var options = DirectoryWatcher.Options()
    options.directories = roots.map { [ground] in ground.filePath(String($0.dropLast())) }
    options.isRecursive = true
    options.needsStamps = seed % 2 == 0
    watcher = try DirectoryWatcher(options)
  }

  /// Returns what the watcher has told wrongly; empty if all was right.
  func run() throws -> [String] {
    // While it looks, much is done in some worlds, and nothing in others.
    let odds = [0, 4, 12].randomElement(using: &random) ?? 0
    for _ in 0..<30 {
      for _ in 0..<Int.random(in: 0...12, using: &random) { act() }
      watcher.willLook = { [unowned self] _ in if odds > 0 { perhapsAct(odds) } }
      watcher.stillLooks = { [unowned self] in if odds > 0 { perhapsAct(odds) } }
      if losesNews && Int.random(in: 0..<6, using: &random) == 0 { loseNews() }
      takeEvents()
    }
    (watcher.willLook, watcher.stillLooks) = ({ _ in }, {})
    compare("in the end")
    // Whether it would hear of what comes.
    for directory in directories() { ground.write(directory + "last.jpg") }
    compare("after that")
    return problems
  }

  private func act() { vandal.act(&random) }

  /// As the kernel does when its queue is full.
  private func loseNews() {
    _ = watcher.inotify?.takeEvents()
    watcher.recheckAll()
  }

  private func perhapsAct(_ odds: Int) {
    if Int.random(in: 0..<odds, using: &random) == 0 { act() }
  }

  private func compare(_ when: String) {
    var rounds = 0
    while !watcher.isQuiet && rounds < 10_000 {
      takeEvents()
      rounds += 1
    }
    let shown = Set(
      ground.files().filter { file in
        !file.hasSuffix(".hidden") && roots.contains { file.hasPrefix($0) }
      }.map(ground.filePath))
    for path in known.subtracting(shown).sorted(by: { $0.string < $1.string }) {
      problems.append("\(when) it knows \(path), which is not there")
    }
    for path in shown.subtracting(known).sorted(by: { $0.string < $1.string }) {
      problems.append("\(when) it does not know \(path)")
    }
  }

  private func directories(_ name: String = "") -> [String] {
    [name]
      + Folder.entries(ground.filePath(name).string).filter { !$0.contains(".") }
      .flatMap { directories(name + $0 + "/") }
  }

  private func takeEvents() {
    for event in watcher.takeEvents() {
      switch event {
      case .added(let path, _, _):
        if !known.insert(path).inserted { problems.append("\(path) is added twice") }
      case .replaced(let path, _):
        if !known.contains(path) { problems.append("\(path) is replaced, and was not there") }
      case .removed(let path):
        if known.remove(path) == nil { problems.append("\(path) is removed, and was not there") }
      case .moved(let path, let name, _):
        if known.remove(path) == nil { problems.append("\(path) is moved, and was not there") }
        known.insert(name)
      default: break
      }
    }
  }
}
