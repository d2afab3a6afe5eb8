import Glibc
import ShmChannel
import TestSupport
import Testing

@Suite("Slideshows of a directory in which others write") struct SlideshowWritersTests {
  @Test(
    "a picture that is written slowly in pieces is shown once, when it is complete",
    arguments: Gallery.Ground.allCases)
  func slowly(_ ground: Gallery.Ground) throws {
    let gallery = try Gallery(on: ground, "a.png")
    let show = try gallery.startShow("--newest")
    try gallery.awaitOnScreen("a.png")
    try gallery.prepare(["new.png"])
    try gallery.act(
      """
      split -n 16 samples/new.png piece-
      for piece in piece-*; do cat $piece; sleep 0.05; done >pictures/new.png
      """)
    try gallery.awaitOnScreen("new.png")
    #expect(try gallery.stage.held().generation == 2)
    #expect(show.program.standardError.isEmpty)
  }

  @Test(
    "a picture that is closed after each piece is shown whole in the end",
    arguments: Gallery.Ground.allCases)
  func inPieces(_ ground: Gallery.Ground) throws {
    let gallery = try Gallery(on: ground, "a.png")
    let show = try gallery.startShow("--newest")
    try gallery.awaitOnScreen("a.png")
    try gallery.prepare(["new.png"])
    try gallery.act(
      """
      split -n 8 samples/new.png piece-
      for piece in piece-*; do cat $piece >>pictures/new.png; sleep 0.1; done
      """)
    try gallery.awaitOnScreen("new.png")
    #expect(try gallery.stage.held().generation == 2)
    #expect(show.program.isRunning)
  }

  @Test(
    "what programs write under another name first is shown when it has its own",
    arguments: Gallery.Ground.allCases)
  func renamed(_ ground: Gallery.Ground) throws {
    let gallery = try Gallery(on: ground, "a.png")
    let show = try gallery.startShow("--newest")
    try gallery.awaitOnScreen("a.png")
    var count: UInt64 = 1
    for first in ["b.part", "b.png.part", "b.png.filepart", "b.png.tmp", ".b.png", ".b.png.X1y2"] {
      let (other, own) = ("\(count)-other.png", "\(count)-own.png")
      try gallery.prepare([other, own])
      // The other one comes later: had the first been taken up, it would have been shown.
      try gallery.act("cp samples/\(own) pictures/\(first); cp samples/\(other) pictures")
      try gallery.awaitOnScreen(other)
      try gallery.act("mv pictures/\(first) pictures/\(own)")
      try gallery.awaitOnScreen(own)
      count += 2
      #expect(try gallery.stage.held().generation == count, "\(first)")
    }
    #expect(show.program.standardError.isEmpty)
  }

  @Test(
    "the picture on screen follows its file: renamed over, written over, deleted and made again",
    arguments: Gallery.Ground.allCases)
  func replaced(_ ground: Gallery.Ground) throws {
    let gallery = try Gallery(on: ground, "a.png", "b.png")
    let show = try gallery.startShow()
    try gallery.awaitOnScreen("a.png")
    try gallery.prepare(["1", "2", "3"])
    try gallery.act("cp samples/1 pictures/.1; mv pictures/.1 pictures/a.png")
    try gallery.awaitOnScreen("1")
    try gallery.act("cp samples/2 pictures/a.png")
    try gallery.awaitOnScreen("2")
    try gallery.act("rm pictures/a.png; cp samples/3 pictures/a.png")
    try gallery.awaitOnScreen("3")
    #expect(gallery.viewer.window.title?.hasPrefix("a.png") == true)
    try show.awaitCount(2)
    #expect(show.program.standardError.isEmpty)
  }

  @Test(
    "a picture that is renamed takes its new place in the order",
    arguments: Gallery.Ground.allCases)
  func renamedInOrder(_ ground: Gallery.Ground) throws {
    let gallery = try Gallery(on: ground, "a.png", "b.png", "c.png")
    let show = try gallery.startShow()
    try gallery.awaitOnScreen("a.png")
    // No picture stands before the other name is told of.
    try gallery.act("mv pictures/b.png pictures/d.png; cp samples/c.png pictures/e.png")
    try show.awaitCount(4)
    try gallery.act("rm pictures/e.png")
    try show.awaitCount(3)
    for name in ["c.png", "b.png", "a.png", "c.png"] {
      try show.steer("next")
      try gallery.awaitOnScreen(name)
    }
  }

  @Test(
    "when all are deleted the last one stays, and the next one to come is shown at once",
    arguments: Gallery.Ground.allCases)
  func deleted(_ ground: Gallery.Ground) throws {
    let gallery = try Gallery(on: ground, "a.png", "b.png", "c.png")
    let show = try gallery.startShow()
    try gallery.awaitOnScreen("a.png")
    try gallery.act("rm pictures/b.png")
    try show.awaitCount(2)
    try show.steer("next")
    try gallery.awaitOnScreen("c.png")
    try gallery.act("rm pictures/*")
    try show.awaitCount(0)
    try gallery.awaitOnScreen("c.png")
    #expect(try gallery.stage.held().generation == 2)
    try gallery.prepare(["d.png"])
    try gallery.act("cp samples/d.png pictures")
    try gallery.awaitOnScreen("d.png")
  }
}
