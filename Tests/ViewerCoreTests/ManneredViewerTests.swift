import Pixels
import Testing

@testable import ShmChannel
import ShmShow
@testable import ViewerCore

/// Looking, freezing, text, slideshows and the desktop, as the core decides them.
@Suite struct ManneredViewerTests {
  private func viewer(
    _ change: (inout ViewerModel.Options) -> Void = { _ in }
  ) -> ViewerTheatre {
    var theatre = ViewerTheatre(change)
    theatre.publish(width: 1000, height: 800)
    theatre.settle()
    return theatre
  }

  // Looking.

  @Test(
    "keys change how the picture is looked at, and each change is one draw request",
    arguments: ["+", "-", "1", "w", "W", ">", "<", "|", "_", "a"] as [Unicode.Scalar])
  func keys(key: Unicode.Scalar) {
    var theatre = viewer()
    let (before, count) = (theatre.glass.content, theatre.executed.count)
    theatre.press(key)
    theatre.settle()
    #expect(theatre.glass.content?.bare != before?.bare)
    #expect(theatre.executed.count == count + 1)
  }

  @Test("0 goes back to how it was, whatever was chosen")
  func reset() {
    var theatre = viewer()
    let first = theatre.glass.content
    for key in ["+", "+", ">", "|", "A", "h"] as [Unicode.Scalar] { theatre.press(key) }
    theatre.settle()
    #expect(theatre.glass.content != first)
    theatre.press("0")
    theatre.settle()
    theatre.pass(Feedback.duration)
    #expect(theatre.glass.content == first)
  }

  @Test("zoom and place stay when another frame comes")
  func keeping() {
    var theatre = viewer()
    for _ in 0..<6 { theatre.press("+") }
    theatre.settle()
    let view = theatre.glass.content?.view
    theatre.publish(width: 1000, height: 800)
    theatre.settle()
    #expect(theatre.shown == 2)
    #expect(theatre.glass.content?.view == view)
  }

  @Test("what comes while a draw request is in flight is drawn after it, the last of it only")
  func merging() {
    var theatre = viewer()
    theatre.press("+")
    let count = theatre.executed.count
    for _ in 0..<5 { theatre.press("+") }
    theatre.settle()
    #expect(theatre.executed.count == count + 2)
  }

  @Test("Left pans where there is more to see, and else steps the slideshow")
  func panning() {
    var theatre = viewer()
    theatre.press(.left)
    #expect(theatre.commands == [.previous])
    theatre.press("W")
    theatre.press("+")
    theatre.settle()
    let before = theatre.glass.content?.view.picture
    theatre.press(.left)
    theatre.settle()
    #expect(theatre.commands == [.previous])
    #expect(theatre.glass.content?.view.picture != before)
  }

  @Test("a drag moves the picture with the pointer")
  func dragging() {
    var theatre = viewer()
    for _ in 0..<8 { theatre.press("+") }
    theatre.settle()
    let before = theatre.glass.content?.view.picture
    for (action, x) in [(Action.DragStep.begin, 100), (.move, 130), (.end, 130)] {
      theatre.tell(
        .deed(
          Deed(
            [.drag(action)], cause: .motion, atX: Int32(x), y: 100,
            time: ServerTime(rawValue: 1))))
    }
    theatre.settle()
    #expect(theatre.glass.content?.view.picture.x == (before?.x ?? 0) + 30)
  }

  // Freezing.

  @Test("a frozen picture stays, counts what comes, and x goes back to the newest")
  func freezing() {
    var theatre = viewer()
    theatre.press("x")
    theatre.settle()
    for _ in 0..<3 { theatre.publish() }
    theatre.settle()
    #expect(theatre.glass.held?.generation.rawValue == 1)
    #expect(theatre.rows == ["frozen: +3 new"])
    #expect(theatre.acknowledged.allSatisfy { $0 == 1 })
    theatre.press("x")
    theatre.settle()
    #expect(theatre.shown == 4)
    #expect(theatre.rows.isEmpty)
  }

  @Test("a frozen picture outlives its channel, and of a new one all frames are news")
  func freezingRemoved() {
    var theatre = viewer()
    theatre.press("x")
    theatre.remove()
    theatre.settle()
    #expect(theatre.glass.held?.generation.rawValue == 1)
    theatre.publish()
    theatre.publish()
    theatre.settle()
    #expect(theatre.rows == ["frozen: +2 new"])
    theatre.press("x")
    theatre.settle()
    #expect(theatre.shown == 2)
  }

  @Test("without a picture there is nothing to freeze")
  func freezingNothing() {
    var theatre = ViewerTheatre()
    theatre.press("x")
    theatre.publish()
    theatre.settle()
    #expect(theatre.shown == 1)
  }

  @Test("a fade goes on to the picture that is then kept")
  func freezingFade() {
    var theatre = viewer()
    theatre.publish(fade: .milliseconds(400))
    theatre.pass(.milliseconds(100))
    theatre.press("x")
    theatre.publish()
    theatre.pass(.seconds(1))
    #expect(theatre.glass.held?.generation.rawValue == 2)
    #expect(theatre.rows == ["frozen: +1 new"])
  }

  // Text.

  @Test("i shows what there is to know, the slideshow's rows too, and hides it")
  func information() {
    var theatre = viewer()
    theatre.show = ShowStatus(state: .paused, position: 2, count: 9)
    theatre.press("i")
    theatre.settle()
    #expect(theatre.rows.first == ": picture 1")
    #expect(theatre.rows.contains("Slideshow: 2 of 9, paused"))
    #expect(theatre.model.deadline != nil, "the age goes on")
    theatre.press("i")
    theatre.settle()
    #expect(theatre.rows == ["paused: "])
    #expect(theatre.model.deadline == nil)
  }

  @Test("the age that is shown goes on by itself, and only what changed is put")
  func age() {
    var theatre = viewer()
    theatre.press("i")
    theatre.settle()
    theatre.pass(.seconds(5))
    #expect(theatre.rows.contains("Age: 5 s"))
    #expect(theatre.count { if case .update = $0 { true } else { false } } >= 4)
  }

  @Test("a picture that is older than it should be gets an edge, and a new one loses it")
  func stale() {
    var theatre = viewer { $0.preferences.staleAfter = .seconds(3) }
    theatre.pass(.milliseconds(2999))
    #expect(theatre.glass.content?.overlay == nil)
    theatre.pass(.milliseconds(1))
    #expect(theatre.glass.content?.overlay?.edge == Overlay.amber)
    #expect(theatre.model.deadline == nil)
    theatre.publish()
    theatre.settle()
    #expect(theatre.glass.content?.overlay == nil)
  }

  @Test("help turns its pages, and Esc closes it before anything else")
  func help() {
    var theatre = viewer()
    for page in [0, 1] {
      theatre.press("?")
      theatre.settle()
      #expect(theatre.glass.content?.overlay?.panels == [Controls.standard.panel(page: page)])
    }
    theatre.press("?")
    theatre.settle()
    #expect(theatre.glass.content?.overlay == nil)
    theatre.press("?")
    theatre.press(.escape)
    theatre.settle()
    #expect(theatre.glass.content?.overlay == nil)
    #expect(theatre.status == nil)
    theatre.press(.escape)
    #expect(theatre.status == 0)
  }

  @Test("v shows the pixel under the pointer, and c offers it")
  func pixel() {
    var theatre = viewer()
    theatre.press("v", x: 320, y: 200)
    theatre.settle()
    #expect(theatre.rows == ["Pixel: 501, 401", "RGB: 16 32 48", "Hex: #102030"])
    theatre.tell(.pointerLeft)
    theatre.settle()
    #expect(theatre.rows == ["Pixel: –"])
    theatre.press("c", x: 320, y: 200)
    theatre.settle()
    #expect(theatre.copied == "501,401 16,32,48 #102030")
    #expect(theatre.rows.last == ": copied")
  }

  // Slideshows.

  @Test("what a show says while it has no picture is what the window says")
  func note() {
    var theatre = ViewerTheatre()
    theatre.show = ShowStatus(state: .waiting, note: "no pictures in ~/x yet")
    theatre.ring()
    #expect(theatre.waiting?.panels.first?.rows.first?.value == "no pictures in ~/x yet")
  }

  @Test("looking closer pauses a show once, and n lets it go")
  func holding() {
    var theatre = viewer { $0.preferences.holdsOnTouch = true }
    theatre.show = ShowStatus(state: .playing, position: 1, count: 3)
    theatre.press("+")
    theatre.press("+")
    #expect(theatre.commands == [.pause])
    theatre.press("n")
    #expect(theatre.commands == [.pause, .next, .resume])
  }

  @Test("stepping back does not let a held show go, and P toggles as ever")
  func holdingOn() {
    var theatre = viewer { $0.preferences.holdsOnTouch = true }
    theatre.show = ShowStatus(state: .playing, position: 2, count: 3)
    theatre.press("+")
    theatre.press("p")
    theatre.press("P")
    #expect(theatre.commands == [.pause, .previous, .togglePause])
    theatre.tell(.finish)
    #expect(theatre.commands.count == 3)
  }

  @Test("a held show that was stepped elsewhere goes on, also if it says so after the picture")
  func steppedElsewhere() {
    var theatre = viewer { $0.preferences.holdsOnTouch = true }
    theatre.show = ShowStatus(state: .playing, position: 1, count: 3)
    theatre.press("+")
    theatre.publish()
    theatre.settle()
    #expect(theatre.commands == [.pause])
    theatre.show?.position = 2
    theatre.ring()
    #expect(theatre.commands == [.pause, .resume])
    theatre.pass(.seconds(1))
    #expect(theatre.model.deadline == nil)
  }

  @Test(
    "what is no closer look, or without --hold-on-touch, holds nothing",
    arguments: [(true, ">"), (true, "i"), (false, "+")] as [(Bool, Unicode.Scalar)])
  func notHolding(holdsOnTouch: Bool, key: Unicode.Scalar) {
    var theatre = viewer { $0.preferences.holdsOnTouch = holdsOnTouch }
    theatre.show = ShowStatus(state: .playing, position: 1, count: 3)
    theatre.press(key)
    #expect(theatre.commands.isEmpty)
  }

  @Test("w, W and s hold a show if they make the picture larger")
  func holdingFits() {
    for (keys, commands) in [("W", 1), ("w", 0), ("Ww", 1), ("s", 0), ("ss", 1)] {
      var theatre = viewer { $0.preferences.holdsOnTouch = true }
      theatre.show = ShowStatus(state: .playing, position: 1, count: 3)
      keys.unicodeScalars.forEach { theatre.press($0) }
      #expect(theatre.commands.count == commands, "\(keys)")
    }
  }

  @Test("a held show that played again and was paused by hand stays so")
  func pausedAgain() {
    var theatre = viewer { $0.preferences.holdsOnTouch = true }
    theatre.show = ShowStatus(state: .playing, position: 1, count: 3)
    theatre.press("+")
    for state in [ShowStatus.State.paused, .playing, .paused] {
      theatre.show?.state = state
      theatre.ring()
    }
    theatre.press("n")
    #expect(theatre.commands == [.pause, .next])
  }

  @Test("a show that was paused by hand is not held, and a viewer that ends lets its own go")
  func endOfHold() {
    var theatre = viewer { $0.preferences.holdsOnTouch = true }
    theatre.show = ShowStatus(state: .paused, position: 1, count: 3)
    theatre.press("+")
    #expect(theatre.commands.isEmpty)
    theatre.show?.state = .playing
    theatre.press("+")
    theatre.press("q")
    theatre.tell(.finish)
    #expect(theatre.commands == [.pause, .resume])
  }

  // The desktop.

  @Test("fullscreen hides the pointer once it rests, and each motion shows it again")
  func pointer() {
    var theatre = viewer()
    theatre.press("f")
    #expect(theatre.isFullscreen && !theatre.isPointerHidden)
    theatre.pass(.milliseconds(1000))
    #expect(theatre.isPointerHidden)
    theatre.tell(.pointerMoved(Point(x: 1, y: 1)))
    #expect(!theatre.isPointerHidden)
    theatre.pass(.milliseconds(600))
    theatre.tell(.pointerMoved(Point(x: 2, y: 1)))
    theatre.pass(.milliseconds(600))
    #expect(!theatre.isPointerHidden)
    theatre.pass(.milliseconds(400))
    #expect(theatre.isPointerHidden)
    theatre.press(.escape)
    #expect(!theatre.isFullscreen && !theatre.isPointerHidden)
    #expect(theatre.status == nil)
  }

  @Test("motions are told only while somebody needs them")
  func motions() {
    var theatre = viewer()
    theatre.press("v")
    theatre.press("f")
    theatre.press("v")
    theatre.press("f")
    theatre.settle()
    let told = theatre.log.compactMap { effect -> Bool? in
      if case .followPointer(let isWanted) = effect { isWanted } else { nil }
    }
    #expect(told == [true, false])
  }

  @Test("a double click fills the monitor")
  func doubleClick() {
    var theatre = viewer()
    for (time, isPress) in [(100, true), (150, false), (300, true), (350, false)] {
      theatre.tell(
        .button(
          ButtonChange(
            .left, isPress: isPress, x: 9, y: 9, time: ServerTime(rawValue: UInt32(time)))))
    }
    #expect(theatre.isFullscreen)
  }

  @Test("auto holds the screen saver off while the window is fullscreen and fed")
  func inhibition() {
    var theatre = viewer()
    #expect(!theatre.holdsScreenSaver)
    theatre.press("f")
    #expect(theatre.holdsScreenSaver)
    theatre.pass(.seconds(599))
    theatre.publish()
    theatre.settle()
    theatre.pass(.seconds(599))
    #expect(theatre.holdsScreenSaver)
    theatre.pass(.seconds(2))
    #expect(!theatre.holdsScreenSaver)
    theatre.show = ShowStatus(state: .playing, position: 1, count: 2)
    theatre.ring()
    #expect(theatre.holdsScreenSaver)
    theatre.show?.state = .paused
    theatre.pass(.seconds(601))
    #expect(!theatre.holdsScreenSaver)
  }

  @Test("a window that is no longer fullscreen lets the screen saver go")
  func leavingFullscreen() {
    var theatre = viewer()
    theatre.press("f")
    #expect(theatre.holdsScreenSaver)
    theatre.isFullscreen = false
    theatre.tell(.stateChanged)
    #expect(!theatre.holdsScreenSaver)
    #expect(theatre.model.deadline == nil)
  }

  @Test(
    "always and never are always and never",
    arguments: [(Inhibition.Policy.always, true), (.never, false)])
  func policies(policy: Inhibition.Policy, holds: Bool) {
    var theatre = viewer { $0.preferences.inhibition = policy }
    #expect(theatre.holdsScreenSaver == holds)
    theatre.press("f")
    theatre.pass(.seconds(1000))
    #expect(theatre.holdsScreenSaver == holds)
  }

  @Test("what cannot be shared is told of in the title, until a new frame comes")
  func drops() {
    var theatre = viewer()
    theatre.tell(.dropped(list("http://a/b\n/c\n", file: "/c")))
    let words = "cannot share http://a/b: only files of this machine can be dropped here"
    #expect(theatre.said == [words])
    #expect(theatre.title == "\(words) – default")
    #expect(theatre.log.contains(.share(Array("/c".utf8))))
    theatre.publish()
    theatre.settle()
    #expect(theatre.title == "picture 2 – default")
    theatre.tell(.shared(messages: ["c is no picture"], hasFailed: true))
    #expect(theatre.title == "c is no picture – default")
    theatre.tell(.cannotShare("there is no shmshare"))
    #expect(theatre.said.suffix(2) == ["c is no picture", "there is no shmshare"])
  }

  @Test(
    "what was dropped and is no file here is told for what it is",
    arguments: [
      ("/a.png", "it is not a URI; a file is dropped as one, such as file:///a.png"),
      ("a.png", "it is not a URI; a file is dropped as one, such as file:///a.png"),
      ("a/b:c", "it is not a URI; a file is dropped as one, such as file:///a.png"),
      ("file:///a%zz", "it is not a valid URI of a file"),
      ("file:a", "it is not a valid URI of a file"),
      ("File://host", "it is not a valid URI of a file"),
      ("file://other/a", "only files of this machine can be dropped here"),
      ("http://a/b", "only files of this machine can be dropped here"),
    ])
  func strangeDrops(uri: String, reason: String) {
    var theatre = viewer()
    theatre.tell(.dropped(list(uri)))
    #expect(theatre.said == ["cannot share \(uri): \(reason)"])
  }

  /// A list in which one line at most is a file of this machine.
  private func list(_ text: String, file: String? = nil) -> URIList {
    URIList(Array(text.utf8)) { Array($0) == file.map { Array($0.utf8) } ? Array($0) : nil }
  }

  @Test("a dropped file that takes long is told of in the title, then given up for the next one")
  func slowDrops() {
    var theatre = viewer()
    theatre.tell(.dropped(URIList(Array("/a\n/b\n".utf8)) { Array($0) }))
    #expect(theatre.title == "picture 1 – default")
    theatre.pass(.seconds(1))
    #expect(theatre.title == "reading a, 1 more – default")
    theatre.pass(DropQueue.limit - .seconds(1))
    let words = "a took more than 40 s to be read; it was given up"
    #expect(theatre.title == "\(words) – default" && theatre.said == [words])
    #expect(theatre.log.suffix(4).contains(.giveUpShare))
    #expect(theatre.log.contains(.share(Array("/b".utf8))))
    theatre.pass(.seconds(1))
    #expect(theatre.title == "reading b – default")
    theatre.tell(.shared(messages: [], hasFailed: false))
    theatre.publish()
    theatre.settle()
    #expect(theatre.title == "picture 2 – default")
    theatre.pass(.seconds(100))
    #expect(!theatre.log.suffix(1).contains(.giveUpShare) && theatre.said == [words])
  }

  // Counters.

  @Test(
    "counters are printed a second after something changed, once more at the end, and never idle")
  func counters() {
    var theatre = viewer { $0.preferences.printsStats = true }
    #expect(theatre.stats == nil)
    theatre.pass(.seconds(1))
    #expect(theatre.stats?.shown == 1)
    #expect(theatre.model.deadline == nil)
    theatre.tell(.woke)
    #expect(theatre.model.deadline == nil)
    theatre.publish()
    theatre.settle()
    theatre.tell(.terminated)
    theatre.tell(.finish)
    #expect(theatre.stats?.shown == 2)
  }
}
