import CX11
import TestSupport
import Testing
import ViewerCore

@testable import X11Viewer

/// A text is offered by the viewer's own types on a real X server, and another client asks for it.
@Suite(.serialized) struct SelectionsTests {
  private let server: XServer
  private let display: Display
  private let window: X11Viewer.Window
  private let selections: Selections
  private let other: SelectionReader

  init() throws {
    server = try XServer(width: 320, height: 240)
    display = try Display(name: server.name)
    window = try X11Viewer.Window(
      on: display, visual: PixelVisual(of: display), size: Size(width: 10, height: 10),
      corner: nil)
    selections = Selections(of: window)
    other = try SelectionReader(on: server)
  }

  /// Takes what others ask of the viewer, and answers.
  private func turn() {
    for exchange in EventBatch(draining: window, .standard).exchanges {
      switch exchange {
      case .request(let request): selections.handle(request)
      case .clear(let news): selections.handle(news)
      default: break
      }
    }
    display.send()
  }

  private func read(_ target: String, of selection: String = "CLIPBOARD") throws -> [UInt8]? {
    try other.read(selection, as: target, while: turn)
  }

  @Test(
    "a text can be pasted by either selection, in each form that programs ask for",
    arguments: ["PRIMARY", "CLIPBOARD"])
  func text(selection: String) throws {
    #expect(selections.offer("#10FF00 – grün", at: Time(CurrentTime)))
    let utf8 = Array("#10FF00 – grün".utf8)
    for target in ["UTF8_STRING", "TEXT", "text/plain;charset=utf-8"] {
      #expect(try read(target, of: selection) == utf8)
    }
    #expect(try read("STRING", of: selection) == Array("#10FF00 ? gr".utf8) + [0xFC, 0x6E])
    #expect(try read("image/png", of: selection) == nil)
  }

  @Test("what there is, and since when, is told")
  func targets() throws {
    #expect(selections.offer("a", at: Time(CurrentTime)))
    let atoms = try #require(try read("TARGETS")).withUnsafeBytes {
      Array($0.bindMemory(to: UInt32.self))
    }
    let names = atoms.map(other.screen.name(of:))
    #expect(
      names == [
        "TARGETS", "MULTIPLE", "TIMESTAMP", "UTF8_STRING", "TEXT", "text/plain;charset=utf-8",
        "STRING",
      ])
    #expect(try read("TIMESTAMP")?.count == 4)
  }

  @Test("of several forms at once those that there are not lose their property")
  func multiple() throws {
    #expect(selections.offer("a", at: Time(CurrentTime)))
    let answer = try other.readMultiple(
      "CLIPBOARD", as: ["UTF8_STRING", "image/png", "STRING"], while: turn)
    #expect(answer == [[0x61], nil, [0x61]])
  }

  @Test("another program's offer takes the place of ours, and ours that of the text before")
  func replaced() throws {
    #expect(selections.offer("first", at: Time(CurrentTime)))
    #expect(selections.offer("second", at: Time(CurrentTime)))
    #expect(try read("UTF8_STRING") == Array("second".utf8))
    other.takeOver("CLIPBOARD")
    turn()
    #expect(try read("UTF8_STRING", of: "PRIMARY") == Array("second".utf8))
    other.takeOver("PRIMARY")
    turn()
    #expect(selections.offer("third", at: Time(CurrentTime)))
    #expect(try read("UTF8_STRING") == Array("third".utf8))
  }

  @Test("a program that asks and ends is no error of ours")
  func vanished() throws {
    #expect(selections.offer("a", at: Time(CurrentTime)))
    other.ask("CLIPBOARD", as: "UTF8_STRING")
    other.ask("CLIPBOARD", as: "MULTIPLE")
    other.vanish()
    for _ in 0..<3 {
      turn()
      XSync(display.connection, False)
    }
    #expect(Refusal.takeAll().isEmpty)
    #expect(!display.isDead)
  }
}
