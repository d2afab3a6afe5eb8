import SystemPackage
import TestSupport
import Testing

@testable import Slideshow

@Suite struct PlaylistModelTests {
  @Test(
    "10,000 random sequences of add, remove, replace, move and step do what plain arrays do",
    arguments: 0..<20)
  func model(_ group: UInt64) {
    for seed in group * 500..<(group + 1) * 500 where !agrees(seed) { return }
  }

  /// Records the first difference.
  private func agrees(_ seed: UInt64) -> Bool {
    var random = SeededGenerator(seed: seed)
    let options = someOptions(&random)
    var list = Playlist(options)
    var model = PlaylistModel(options)
    for number in 0..<40 {
      let expected: String
      let found: String
      (expected, found) = act(&list, &model, &random)
      guard expected == found, list.position == model.position, list.current == model.current
      else {
        Issue.record(
          """
          seed \(seed), action \(number), \(options): \(expected), but \(found); \
          \(model.position), but \(list.position)
          """)
        return false
      }
    }
    return true
  }

  private func someOptions(_ random: inout SeededGenerator) -> Playlist.Options {
    var options = Playlist.Options()
    options.order =
      Playlist.Order.allCases.filter { $0 != .name }.randomElement(using: &random)
      ?? .natural
    options.isReversed = Bool.random(using: &random)
    options.isOnce = Int.random(in: 0..<4, using: &random) == 0
    if Int.random(in: 0..<3, using: &random) == 0 { options.start = [somePath(&random)] }
    return options
  }

  private func somePath(_ random: inout SeededGenerator) -> FilePath {
    FilePath("\(Int.random(in: 0..<12, using: &random)).jpg")
  }

  private func act(
    _ list: inout Playlist, _ model: inout PlaylistModel, _ random: inout SeededGenerator
  ) -> (String, String) {
    let path = somePath(&random)
    let stamp = FileStamp(
      modified: Int64.random(in: 0..<5, using: &random),
      byteCount: Int64.random(in: 0..<5, using: &random),
      taken: Bool.random(using: &random) ? Int64.random(in: 0..<5, using: &random) : nil)
    switch Int.random(in: 0..<14, using: &random) {
    case 0, 1:
      let isNew = Bool.random(using: &random)
      return (
        "add \(path) \(isNew) \(model.add(path, stamp, isNew: isNew))",
        "add \(path) \(isNew) \(list.add(path, stamp, isNew: isNew))"
      )
    case 2:
      model.remove(path)
      list.remove(path)
      return ("", "")
    case 3:
      return (
        "replace \(path) \(model.replace(path, stamp))",
        "replace \(path) \(list.replace(path, stamp))"
      )
    case 4, 5:
      let name = somePath(&random)
      model.move(path, to: name, stamp)
      list.move(path, to: name, stamp)
      return ("move \(path) \(name)", "move \(path) \(name)")
    case 6...9:
      let outcome = model.advance()
      return ("advance \(outcome), \(outcome)", "advance \(list.upcoming), \(list.advance())")
    default:
      let step: Playlist.Step =
        [.next, .previous, .previous, .first, .last, .jump(path)].randomElement(using: &random)
        ?? .next
      return ("\(step) \(model.step(step))", "\(step) \(list.step(step))")
    }
  }
}
