import Pixels
import ShmChannel
import Testing

@testable import ViewerCore

@Suite("What programs that listen are told") struct EventsTests {
  /// A window of 640x400 that shows a picture of 320x200 in its middle.
  private func viewer(
    _ change: (inout ViewerModel.Options) -> Void = { _ in }
  ) -> ViewerTheatre {
    var theatre = ViewerTheatre(change)
    theatre.publish()
    theatre.settle()
    theatre.reports = []
    return theatre
  }

  private func deed(
    _ cause: Deed.Cause, modifiers: UInt32 = 0, x: Int32 = 160, y: Int32 = 100
  ) -> ViewerModel.Input {
    let actions: [Action] =
      switch cause {
      case .press where modifiers & control != 0: []
      case .press(let button): Controls.standard.actions(for: .button(button))
      case .motion: [.drag(.move)]
      case .release: [.drag(.end)]
      default: []
      }
    return .deed(
      Deed(
        actions, cause: cause, modifiers: modifiers, atX: x, y: y, time: ServerTime(rawValue: 1)))
  }

  @Test("keys that the viewer has no use for, and no others")
  func keys() {
    var theatre = viewer()
    for key in "eouyz29+i".unicodeScalars { theatre.press(key) }
    #expect(theatre.reports.map(\.code) == "eouyz29".unicodeScalars.map(\.value))
    #expect(theatre.reports.allSatisfy { $0.kind == .key && $0.generation.rawValue == 1 })
    theatre.reports = []
    for modifier: UInt32 in [0xFFE1, 0xFFE3, 0xFE03, 0xFF7F, 0] {
      theatre.press(Keysym(rawValue: modifier))
    }
    #expect(theatre.reports.isEmpty)
  }

  @Test("with --send-keys all of them, of which only ? and f act in the window")
  func allKeys() {
    var theatre = viewer {
      $0.preferences.sendsKeys = true
      $0.preferences.controls = Controls.standard.forPrograms
    }
    for key in "q+if".unicodeScalars { theatre.press(key) }
    theatre.press(.escape)
    theatre.press(.f11)
    #expect(theatre.status == nil)
    #expect(theatre.isFullscreen)
    #expect(theatre.reports.map(\.code) == [0x71, 0x2B, 0x69, 0x66, 0xFF1B, 0xFFC8])
  }

  @Test("buttons, at their place in the picture, also where that is outside of it")
  func buttons() {
    var theatre = viewer()
    theatre.tell(deed(.press(.left)))
    theatre.tell(deed(.release(.left), x: 170))
    theatre.tell(deed(.press(.middle), x: 0, y: 399))
    #expect(theatre.reports.map(\.kind) == [.press, .release, .press])
    #expect(theatre.reports.map(\.code) == [1, 1, 2])
    #expect(
      theatre.reports.map(\.place) == [
        ViewerEvent.Place(x: 0.5, y: 0.5), ViewerEvent.Place(x: 10.5, y: 0.5),
        ViewerEvent.Place(x: -159.5, y: 299.5),
      ])
    theatre.reports = []
    for modifier: UInt32 in [8, 64] { theatre.tell(deed(.press(.left), modifiers: modifier)) }
    #expect(theatre.reports.isEmpty, "with Alt and Super they are the window manager's")
  }

  @Test("with --send-keys the pointer's way too, whatever is held, but for the window manager's")
  func allMotion() {
    var theatre = viewer { $0.preferences.sendsKeys = true }
    #expect(theatre.log.contains(.followPointer(true)))
    theatre.tell(deed(.motion, x: 161), deed(.motion, modifiers: 8))
    #expect(theatre.reports.map(\.kind) == [.motion])
    #expect(theatre.reports.last?.place == ViewerEvent.Place(x: 1.5, y: 0.5))
    #expect(!viewer().log.contains(.followPointer(true)), "which wakes no other window")
  }

  @Test("the pointer's way while a button is held, and not otherwise")
  func motion() {
    var theatre = viewer()
    let left: UInt32 = 1 << 8  // `Button1Mask`, X.h
    theatre.tell(deed(.press(.left)), deed(.motion, modifiers: left, x: 165, y: 110))
    theatre.tell(deed(.motion), deed(.motion, modifiers: left | 8))
    #expect(theatre.reports.map(\.kind) == [.press, .motion])
    #expect(theatre.reports.last?.place == ViewerEvent.Place(x: 5.5, y: 10.5))
    #expect(theatre.reports.last?.modifiers == left && theatre.reports.last?.code == 0)
  }

  @Test("the place is that of the picture as it is stored, however it is turned and scaled")
  func turned() {
    var theatre = viewer()
    theatre.press("w")
    theatre.press(">")
    theatre.reports = []
    // Turned clockwise, 320x200 fits into 640x400 as 250x400, and its top edge is to the right.
    theatre.tell(deed(.press(.left), x: 195 + 249, y: 0))
    let place = theatre.reports.first?.place
    #expect(abs((place?.x ?? -1) - 0.4) < 1e-9)
    #expect(abs((place?.y ?? -1) - 0.4) < 1e-9)
  }

  private let control: UInt32 = 4

  @Test("a rectangle that is drawn with Control, of whole pixels of the picture")
  func rectangle() {
    var theatre = viewer()
    theatre.tell(deed(.press(.left), modifiers: control, x: 170, y: 120))
    #expect(theatre.glass.content?.overlay?.outline == nil)
    theatre.tell(deed(.motion, modifiers: control, x: 150, y: 139))
    theatre.settle()
    // As far as the picture goes, which begins at (160, 100) in the window.
    #expect(
      theatre.glass.content?.overlay?.outline == PixelRect(x: 160, y: 120, width: 11, height: 20))
    theatre.tell(deed(.motion, modifiers: control, x: 180, y: 110))
    theatre.settle()
    #expect(
      theatre.glass.content?.overlay?.outline == PixelRect(x: 170, y: 110, width: 11, height: 11))
    theatre.tell(deed(.release(.left), modifiers: control, x: 180, y: 110))
    theatre.settle()
    #expect(theatre.glass.content?.overlay == nil)
    #expect(theatre.reports.map(\.kind) == [.press, .release, .rectangle])
    let told = theatre.reports.last
    #expect(told?.place == ViewerEvent.Place(x: 10, y: 10))
    #expect(told?.width == 11 && told?.height == 11 && told?.generation.rawValue == 1)
    #expect(theatre.model.looking == Looking(), "the picture has not moved")
  }

  @Test("a rectangle keeps its pixels while the picture is magnified and turned")
  func magnifiedRectangle() {
    var theatre = viewer()
    theatre.tell(deed(.press(.left), modifiers: control, x: 165, y: 105))
    theatre.tell(deed(.motion, modifiers: control, x: 174, y: 109))
    theatre.press("w")  // 640x400: twice as large
    theatre.settle()
    #expect(
      theatre.glass.content?.overlay?.outline == PixelRect(x: 10, y: 10, width: 20, height: 10))
    theatre.press("1")
    theatre.press(">")  // 200x320, in the middle
    theatre.settle()
    #expect(
      theatre.glass.content?.overlay?.outline == PixelRect(x: 410, y: 45, width: 5, height: 10))
  }

  @Test("Esc gives a rectangle up; a click, or one beside the picture, is none")
  func noRectangle() {
    var theatre = viewer()
    theatre.tell(deed(.press(.left), modifiers: control))
    theatre.tell(deed(.motion, modifiers: control, x: 200))
    theatre.press(.escape)
    #expect(theatre.status == nil && theatre.glass.content?.overlay == nil)
    theatre.tell(deed(.release(.left), x: 200))
    theatre.tell(deed(.press(.left), modifiers: control), deed(.release(.left)))
    theatre.tell(
      deed(.press(.left), modifiers: control, x: 0, y: 0),
      deed(.motion, modifiers: control, x: 90, y: 90), deed(.release(.left), x: 90, y: 90))
    theatre.tell(
      deed(.press(.left), modifiers: control | 8), deed(.motion, modifiers: control | 8, x: 200),
      deed(.release(.left), x: 200))
    #expect(!theatre.reports.contains { $0.kind == .rectangle })
  }

  @Test("the wheel with Control; without, it zooms")
  func wheel() {
    var theatre = viewer()
    theatre.tell(deed(.press(.wheelUp)))
    #expect(theatre.reports.isEmpty)
    theatre.tell(
      .deed(
        Deed(
          [], cause: .press(.wheelDown), modifiers: 4, atX: 160, y: 100,
          time: ServerTime(rawValue: 1))))
    #expect(theatre.reports.map(\.kind) == [.wheel])
    #expect(theatre.reports.map(\.code) == [5])
    #expect(theatre.reports.map(\.modifiers) == [4])
  }

  @Test("a window that appears, is resized, and closed")
  func window() {
    var theatre = ViewerTheatre()
    theatre.tell(.appeared)
    theatre.tell(.configured(Size(width: 640, height: 400)))
    theatre.tell(.configured(Size(width: 500, height: 300)))
    theatre.tell(.closed)
    #expect(theatre.reports.map(\.kind) == [.opened, .resized, .closed])
    #expect(theatre.reports.map(\.width) == [640, 500, 0])
    #expect(theatre.reports.map(\.height) == [400, 300, 0])
    #expect(theatre.reports.allSatisfy { $0.place == nil && $0.generation == .empty })
  }
}
