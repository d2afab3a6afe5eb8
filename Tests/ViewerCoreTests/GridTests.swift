import Pixels
import Testing

@testable import ShmChannel
@testable import ViewerCore

@Suite struct GridTests {
  @Test("each channel is shown in its own cell, acknowledged for itself")
  func cells() throws {
    var theatre = try GridTheatre(["a", "b"])
    try theatre.publish("a")
    try theatre.publish("b")
    try theatre.publish("b")
    theatre.settle()
    #expect(try theatre.shown("a") == 1 && theatre.shown("b") == 2)
    #expect(try theatre.stage("a").acknowledged == [1])
    #expect(try theatre.stage("b").acknowledged.last == 2)
    #expect(theatre.title == "shmview – a, b")
  }

  @Test("a channel that is not there, or was removed, says so in its own cell")
  func waiting() throws {
    var theatre = try GridTheatre(["a", "b"])
    #expect(
      try theatre.stage("b").waiting?.panels.first?.rows.first?.value == "waiting for channel b")
    try theatre.publish("a")
    try theatre.publish("b")
    theatre.settle()
    try theatre.remove("b")
    theatre.settle()
    #expect(try theatre.shown("a") == 1)
    #expect(try theatre.stage("b").glass.isEmpty)
    #expect(try theatre.model("b").told.waiting != nil)
  }

  @Test("x freezes the channel under the pointer alone")
  func freezing() throws {
    var theatre = try GridTheatre(["a", "b"])
    try theatre.publish("a")
    try theatre.publish("b")
    theatre.settle()
    try theatre.press("x", over: "b")
    try theatre.publish("a")
    try theatre.publish("b")
    theatre.settle()
    #expect(try theatre.shown("a") == 2 && theatre.shown("b") == 1)
    #expect(try Set(theatre.stage("b").acknowledged) == [1], "redrawn with its badge, and no newer")
    try theatre.press("x", over: "b")
    theatre.settle()
    #expect(try theatre.shown("b") == 2)
  }

  @Test("views are linked until L, and again after the second")
  func linking() throws {
    var theatre = try GridTheatre(["a", "b"])
    try theatre.publish("a", width: 300, height: 200)
    try theatre.publish("b", width: 600, height: 400)
    theatre.settle()
    try theatre.press("+", over: "a")
    theatre.settle()
    #expect(try theatre.scale("a") == 1.5)
    #expect(try theatre.scale("b") == 0.75, "the same part of a picture twice as large")
    try theatre.press("L", over: "a")
    try theatre.press("+", over: "b")
    theatre.settle()
    #expect(try theatre.scale("a") == 1.5 && theatre.scale("b") == 1)
    try theatre.press("L", over: "a")
    theatre.settle()
    #expect(try theatre.scale("b") == 0.75, "as in the cell where they were linked")
  }

  @Test("what concerns samples and text is for the cell under the pointer alone")
  func ownMatters() throws {
    var theatre = try GridTheatre(["a", "b"])
    try theatre.publish("a")
    try theatre.publish("b")
    theatre.settle()
    for key in "rBIZOiv".unicodeScalars { try theatre.press(key, over: "b") }
    theatre.settle()
    #expect(try theatre.model("a").looking.style.tones.range == nil)
    #expect(try theatre.model("a").overlays.showsPanels == false)
    #expect(try theatre.model("b").overlays.showsInformation)
    #expect(theatre.followsPointer, "the pixel under the pointer is shown somewhere")
  }

  @Test("a drag that begins in a cell belongs to it wherever the pointer goes")
  func dragging() throws {
    var theatre = try GridTheatre(["a", "b"])
    try theatre.publish("a", width: 2000, height: 2000)
    try theatre.publish("b", width: 2000, height: 2000)
    theatre.settle()
    try theatre.press("L", over: "a")
    try theatre.press("1", over: "a")
    try theatre.press("1", over: "b")
    theatre.settle()
    let (start, end) = (try theatre.middle("a"), try theatre.middle("b"))
    let before = try theatre.stage("b").glass.content?.view
    let corner = try #require(try theatre.stage("a").glass.content?.view.picture.x)
    theatre.tell(.window(.deed(Self.deed(.begin, .press(.left), start))))
    theatre.tell(.window(.deed(Self.deed(.move, .motion, end))))
    theatre.tell(.window(.deed(Self.deed(.end, .release(.left), end))))
    theatre.settle()
    #expect(try theatre.stage("a").glass.content?.view.picture.x == corner + 404)
    #expect(try theatre.stage("b").glass.content?.view == before)
  }

  private static func deed(
    _ step: Action.DragStep, _ cause: Deed.Cause, _ place: Point
  ) -> Deed {
    Deed(
      [.drag(step)], cause: cause, atX: Int32(place.x), y: Int32(place.y),
      time: ServerTime(rawValue: 1))
  }

  @Test("a double click gives a cell the window and takes it away; others rest meanwhile")
  func big() throws {
    var theatre = try GridTheatre(["a", "b"])
    try theatre.publish("a")
    try theatre.publish("b")
    theatre.settle()
    try theatre.doubleClick(over: "b")
    theatre.settle()
    #expect(try theatre.places == [theatre.id("b"): PixelRect(theatre.window)])
    #expect(theatre.title == "picture 1 – b")
    try theatre.publish("a")
    try theatre.publish("b")
    theatre.settle()
    #expect(try theatre.stage("a").acknowledged == [1], "nobody sees it")
    #expect(try theatre.shown("b") == 2)
    try theatre.doubleClick(over: "b")
    theatre.settle()
    #expect(theatre.places.count == 2)
    #expect(try theatre.shown("a") == 2)
  }

  @Test("Esc shows all channels again before it ends the window")
  func leaving() throws {
    var theatre = try GridTheatre(["a", "b"])
    try theatre.publish("a")
    theatre.settle()
    try theatre.doubleClick(over: "a")
    theatre.press(.escape, at: Point(x: 10, y: 10))
    theatre.settle()
    #expect(theatre.places.count == 2 && theatre.status == nil)
    theatre.press(.escape, at: Point(x: 10, y: 10))
    #expect(theatre.status == 0)
  }

  @Test("help has the whole window while it is shown")
  func help() throws {
    var theatre = try GridTheatre(["a", "b"])
    try theatre.publish("a")
    theatre.settle()
    try theatre.press("?", over: "b")
    theatre.settle()
    #expect(try theatre.places == [theatre.id("b"): PixelRect(theatre.window)])
    theatre.press(.escape, at: Point(x: 10, y: 10))
    theatre.settle()
    #expect(theatre.places.count == 2)
  }

  @Test("frames of one channel are compared with one that was marked in another")
  func comparing() throws {
    var theatre = try GridTheatre(["a", "b", "c"])
    try theatre.publish("a")
    try theatre.publish("b")
    try theatre.publish("c", width: 99)
    theatre.settle()
    try theatre.press("m", over: "a")
    try theatre.press("d", over: "b")
    try theatre.press("d", over: "c")
    theatre.settle()
    let mark = try #require(try theatre.model("a").comparing.mark)
    #expect(try theatre.stage("b").glass.content?.comparison?.mark == mark.key)
    #expect(try theatre.stage("a").glass.content?.comparison == nil)
    #expect(
      try theatre.stage("c").rows.contains("cannot compare: marked: 320 × 200"),
      "other sizes are told")
    #expect(theatre.grid.marks == [mark.key])
    try theatre.press("m", over: "a")
    theatre.settle()
    #expect(theatre.grid.marks.isEmpty)
    #expect(try theatre.stage("b").glass.content?.comparison == nil)
  }

  @Test("the frame before, with which b compares without a mark, is one cell's own")
  func passingMark() throws {
    var theatre = try GridTheatre(["a", "b"])
    for name in ["a", "a", "b", "b"] { try theatre.publish(name) }
    theatre.settle()
    try theatre.press("b", over: "a")
    try theatre.press("b", over: "b")
    theatre.settle()
    #expect(theatre.grid.marks.count == 2, "of names that differ")
    #expect(try theatre.stage("a").glass.content?.comparison != nil)
    #expect(try theatre.stage("b").glass.content?.comparison != nil)
  }

  @Test("the grid is made by each channel's first picture, and stays when others come")
  func shapes() throws {
    var theatre = try GridTheatre(["a", "b"], size: Size(width: 600, height: 604))
    #expect(theatre.grid.cells.compactMap { theatre.places[$0.id]?.x } == [0, 0])
    try theatre.publish("a", width: 200, height: 900)
    theatre.settle()
    #expect(theatre.grid.cells.compactMap { theatre.places[$0.id]?.x } == [0, 302])
    try theatre.publish("a", width: 900, height: 100)
    theatre.settle()
    #expect(theatre.grid.cells.compactMap { theatre.places[$0.id]?.x } == [0, 302])
  }

  @Test("a window of all channels follows them as they come and go")
  func all() throws {
    var theatre = try GridTheatre(["default"], all: true)
    theatre.tell(.listed([try ChannelName("a"), try ChannelName("b")]))
    #expect(theatre.stages.count == 2, "the one that waited for any is gone")
    try theatre.publish("a")
    theatre.settle()
    try theatre.press("+", over: "a")
    theatre.tell(.listed([try ChannelName("a"), try ChannelName("aa"), try ChannelName("b")]))
    #expect(theatre.grid.cells.map(\.model.options.channel.string) == ["a", "aa", "b"])
    try theatre.publish("aa")
    theatre.settle()
    #expect(try theatre.scale("aa") == 1.5, "views are linked")
    theatre.tell(.listed([try ChannelName("b")]))
    #expect(theatre.stages.count == 1)
    theatre.tell(.listed([]))
    #expect(try theatre.places == [theatre.id("b"): PixelRect(theatre.window)])
    theatre.tell(.listed(try "abcdef".map { try ChannelName(String($0)) }))
    #expect(theatre.grid.cells.count == 4)
    #expect(
      theatre.log.contains {
        if case .cell(_, .say(let words)) = $0 {
          words == "6 channels are there, and this window has room for 4, the first ones"
        } else {
          false
        }
      })
  }

  @Test("the window is drawn in another size once all cells are")
  func drawing() throws {
    var theatre = try GridTheatre(["a", "b"])
    try theatre.publish("a")
    try theatre.publish("b")
    theatre.settle()
    let before = theatre.drawnCount
    theatre.resize(to: Size(width: 500, height: 300))
    #expect(theatre.drawnCount == before)
    try theatre.complete(theatre.id("a"))
    #expect(theatre.drawnCount == before)
    try theatre.complete(theatre.id("b"))
    #expect(theatre.drawnCount == before + 1)
  }

  @Test("one key ends the window and all its channels")
  func ending() throws {
    var theatre = try GridTheatre(["a", "b"]) { $0.preferences.printsStats = true }
    try theatre.publish("a")
    theatre.settle()
    try theatre.press("q", over: "b")
    #expect(theatre.status == 0)
    for name in ["a", "b"] {
      #expect(try theatre.stage(name).reports.last?.kind == .closed)
    }
    theatre.tell(.window(.finish))
    #expect(try theatre.stage("a").stats?.shown == 1 && theatre.stage("b").stats != nil)
  }
}
