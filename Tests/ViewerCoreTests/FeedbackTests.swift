import ShmShow
import Testing

@testable import ShmChannel
@testable import ViewerCore

/// The line that says what was done, the mark of a paused show, and what is said by the window's
/// edge.
@Suite struct FeedbackTests {
  private func viewer(
    _ change: (inout ViewerModel.Options) -> Void = { _ in }
  ) -> ViewerTheatre {
    var theatre = ViewerTheatre(change)
    theatre.publish(width: 320, height: 200)
    theatre.settle()
    return theatre
  }

  @Test(
    "what would else be unseen is said, and goes after a second; the window is direct again then",
    arguments: [
      ("w", "fit"), ("W", "fill"), ("s", "fit"), ("+", "150 %"), ("1", "100 %"), ("a", "squares"),
      ("A", "light squares behind"), ("0", "reset"),
    ] as [(Unicode.Scalar, String)])
  func words(key: Unicode.Scalar, text: String) {
    var theatre = viewer()
    theatre.press(key)
    theatre.settle()
    #expect(theatre.rows == [": \(text)"])
    #expect(theatre.glass.content?.overlay?.panels.first?.place == .bottomLeft)
    theatre.pass(.milliseconds(999))
    #expect(theatre.rows == [": \(text)"])
    theatre.pass(.milliseconds(1))
    #expect(theatre.glass.content?.overlay == nil)
    #expect(theatre.model.deadline == nil)
    theatre.press("0")
    theatre.settle()
    theatre.pass(.seconds(2))
    theatre.publish(width: 320, height: 200)
    #expect(theatre.glass.flight?.path == .direct)
  }

  @Test("the line counts from the last key, and says what that did")
  func last() {
    var theatre = viewer()
    theatre.press("+")
    theatre.settle()
    theatre.pass(.milliseconds(700))
    theatre.press("w")
    theatre.settle()
    theatre.pass(.milliseconds(700))
    #expect(theatre.rows == [": fit"])
    theatre.pass(.milliseconds(300))
    #expect(theatre.rows == [])
  }

  @Test("what shows by itself is not said", arguments: [">", "|", "h", "i"] as [Unicode.Scalar])
  func visible(key: Unicode.Scalar) {
    var theatre = viewer()
    theatre.press(key)
    theatre.settle()
    #expect(theatre.glass.content?.overlay?.panels.allSatisfy { $0.place == .topLeft } ?? true)
  }

  @Test("a quiet screen says nothing, not even that a show is paused")
  func quiet() {
    var theatre = viewer { $0.preferences.isQuiet = true }
    theatre.show = ShowStatus(state: .paused, position: 2, count: 6)
    theatre.ring()
    theatre.ring()
    for key in ["w", "a", "P"] as [Unicode.Scalar] { theatre.press(key) }
    theatre.settle()
    #expect(theatre.glass.content?.overlay == nil)
    theatre.pass(.seconds(11))
    #expect(theatre.model.deadline == nil)
  }

  @Test("while the window waits the line stands there too, and goes")
  func waiting() {
    var theatre = ViewerTheatre()
    theatre.press("W")
    #expect(theatre.waiting?.panels.last == .feedback("fill"))
    theatre.pass(.seconds(1))
    #expect(theatre.waiting?.panels.count == 1)
    #expect(theatre.model.deadline == nil)
  }

  // Slideshows.

  @Test("a step says where the show then is, once it is there")
  func step() {
    var theatre = viewer()
    theatre.show = ShowStatus(state: .playing, position: 2, count: 6)
    theatre.press("n")
    #expect(theatre.commands == [.next])
    #expect(theatre.rows == [])
    theatre.show?.position = 3
    theatre.publish(width: 320, height: 200)
    theatre.settle()
    #expect(theatre.rows == [": 3/6"])
    theatre.pass(.seconds(1))
    #expect(theatre.rows == [])
    theatre.show?.position = 4
    theatre.publish(width: 320, height: 200)
    theatre.settle()
    #expect(theatre.rows == [], "what the show does by itself is not said")
  }

  @Test("a step that changes nothing says where the show is, after a moment")
  func nothing() {
    var theatre = viewer()
    theatre.show = ShowStatus(state: .playing, position: 1, count: 6)
    theatre.press("g")
    theatre.pass(ShowReply.patience)
    theatre.settle()
    #expect(theatre.rows == [": 1/6"])
    theatre.pass(.seconds(20))
    #expect(theatre.rows == [])
    #expect(theatre.model.deadline == nil)
  }

  @Test("where there is no show, that is said; the show is told all the same, for its words")
  func none() {
    var theatre = viewer()
    theatre.press("n")
    theatre.settle()
    #expect(theatre.rows == [": no slideshow here"])
    #expect(theatre.commands == [.next])
  }

  @Test("a paused show has a mark, whoever paused it, until it goes on or is gone")
  func mark() {
    var theatre = viewer()
    theatre.show = ShowStatus(state: .playing, position: 1, count: 3)
    theatre.press("P")
    theatre.ring()
    theatre.settle()
    #expect(theatre.rows == [": paused"])
    theatre.pass(.seconds(1))
    #expect(theatre.rows == ["paused: "])
    theatre.publish(width: 320, height: 200)
    theatre.settle()
    #expect(theatre.rows == ["paused: "])
    theatre.show?.state = .playing
    theatre.ring()
    theatre.settle()
    #expect(theatre.rows == [])
    theatre.show?.state = .paused
    theatre.ring()
    theatre.settle()
    #expect(theatre.rows == ["paused: "])
    theatre.show = nil
    theatre.ring()
    theatre.settle()
    #expect(theatre.rows == [])
  }

  @Test("keys that come with the end are told the show before it")
  func end() {
    var theatre = viewer()
    theatre.show = ShowStatus(state: .playing, position: 1, count: 3)
    theatre.tell(
      .deed(ViewerTheatre.deed(.character("n"))), .deed(ViewerTheatre.deed(.character("q"))))
    #expect(theatre.commands == [.next] && theatre.status == 0)
  }

  // Help, and drags.

  @Test("a help that has no room is not open: that is said, and Esc is not kept from its work")
  func smallWindow() {
    var theatre = viewer()
    theatre.pageCount = 0
    theatre.press("?")
    theatre.settle()
    #expect(theatre.rows == [": window too small for the help"])
    #expect(
      theatre.said == ["the window is too small for the help; enlarge it, or see shmview --help"])
    theatre.press(.escape)
    #expect(theatre.status == 0)
  }

  @Test("a help that has no room any more once the window is smaller is closed")
  func shrinking() {
    var theatre = viewer()
    theatre.press("?")
    theatre.resize(to: Size(width: 500, height: 300))
    theatre.settle()
    #expect(theatre.rows.count > 5)
    theatre.pageCount = 0
    theatre.resize(to: Size(width: 20, height: 20))
    theatre.settle()
    #expect(theatre.rows == [])
  }

  @Test("Esc in the same moment as the help closes that, and not the window")
  func hasty() {
    var theatre = viewer()
    theatre.tell(.deed(ViewerTheatre.deed(.character("?"))), .deed(ViewerTheatre.deed(.escape)))
    theatre.settle()
    #expect(theatre.status == nil && theatre.rows == [])
  }

  @Test("without any font the help does not open, and nothing is wrong with the window's size")
  func noText() {
    var theatre = viewer()
    theatre.pageCount = nil
    theatre.press("?")
    theatre.settle()
    #expect(theatre.rows == [] && theatre.said == [])
  }

  @Test("a drag over the window gives it an edge, before what an old picture has")
  func drag() {
    var theatre = viewer { $0.preferences.staleAfter = .seconds(1) }
    theatre.pass(.seconds(2))
    theatre.tell(.dragged(true))
    theatre.settle()
    #expect(theatre.glass.content?.overlay?.edge == Overlay.blue)
    theatre.tell(.dragged(false))
    theatre.settle()
    #expect(theatre.glass.content?.overlay?.edge == Overlay.amber)
  }

  @Test("so it does while the window waits")
  func dragWaiting() {
    var theatre = ViewerTheatre()
    theatre.tell(.dragged(true))
    #expect(theatre.waiting?.edge == Overlay.blue)
    theatre.tell(.dragged(false))
    #expect(theatre.waiting?.edge == nil)
  }
}
