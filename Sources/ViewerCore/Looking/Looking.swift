package import Pixels
package import ShmChannel

/// How a viewer looks at its pictures, whichever comes next: a pure value.
package struct Looking: Equatable, Sendable {
  /// What `0` goes back to.
  private let fit: Look.Fit
  private let tones: Tones
  private let bars: UInt32
  private var look: Look
  /// The size of the picture that `look` was chosen for; nil before anybody has chosen.
  private var chosenAt: Size?
  /// How pixels are drawn.
  package private(set) var style: Style
  private var grip: Grip?

  /// The pointer while it drags the picture.
  private struct Grip: Equatable {
    var pointer: Point
    /// How far it has gone on where the picture's edges stopped.
    var overshoot = Offset()
  }

  private struct Offset: Equatable {
    var right = 0
    var down = 0
  }

  /// - Parameters:
  ///   - fit: How pictures are seen until somebody chooses otherwise.
  ///   - tones: How numbers become tones until then.
  ///   - bars: What is around pictures, `0xFFRRGGBB`.
  package init(
    fit: Look.Fit = .shrink, tones: Tones = Tones(), bars: UInt32 = Backdrop.dark.bars
  ) {
    self.fit = fit
    self.tones = tones
    self.bars = bars
    style = Style(tones: tones, bars: bars)
    look = Look(fit: fit)
  }

  /// Where a picture stands in a window.
  package func view(of image: Size, in window: Size) -> View {
    let adapted = chosenAt.map { look.adapted(from: $0, to: image) } ?? look
    return View(image: image, window: window, look: adapted)
  }

  /// Changes how a picture is looked at, of which `view` is what is seen now.
  package mutating func change(_ change: LookChange, of view: View, at point: Point) {
    choose(view.look(after: change, at: point), in: view)
    grip?.overshoot = Offset()
  }

  /// Begins to drag: the picture follows the pointer from there.
  package mutating func grab(at pointer: Point) { grip = Grip(pointer: pointer) }

  /// The pointer that drags, if one does, is there now.
  package mutating func drag(to pointer: Point, of view: View) {
    guard let grip else { return }
    let right = Int(pointer.x - grip.pointer.x) + grip.overshoot.right
    let down = Int(pointer.y - grip.pointer.y) + grip.overshoot.down
    choose(view.panned(x: right, y: down), in: view)
    let (before, after) = (view.picture, self.view(of: view.image, in: view.window).picture)
    let overshoot = Offset(right: right - (after.x - before.x), down: down - (after.y - before.y))
    self.grip = Grip(pointer: pointer, overshoot: overshoot)
  }

  /// Ends to drag.
  package mutating func letGo() { grip = nil }

  /// Draws what is magnified the other way than it is seen now.
  package mutating func toggleMagnification(in view: View) {
    style = style.withOtherMagnification(at: view.scale)
  }

  /// Shows something else behind alpha.
  package mutating func changeBackdrop() { style.behind = style.behind.next }

  /// Shows those samples as black and white, whatever picture of that type of samples comes (of any
  /// for nil); a range of nil is what publishers say.
  package mutating func setRange(_ range: RangeChoice?, for sample: SampleType? = nil) {
    (style.tones.range, style.tones.rangeSample) = (range, sample)
  }

  /// Shows gray pictures in the table after the one that this frame is shown in.
  package mutating func changeColorTable(of info: FrameInfo) {
    let present = style.tones.colorTable(of: info).map(Tones.Table.table) ?? .gray
    style.tones.table = present.next
  }

  /// Marks pictures in another way.
  package mutating func changeJudging(_ change: (inout Judging) -> Void) { change(&style.judging) }

  /// Forgets all that was chosen.
  package mutating func reset() {
    look = Look(fit: fit)
    chosenAt = nil
    style = Style(tones: tones, bars: bars)
    grip?.overshoot = Offset()
  }

  /// What linked views have in common.
  var linked: LinkedLook {
    get {
      LinkedLook(
        look: look, chosenAt: chosenAt, magnification: style.magnification, behind: style.behind)
    }
    set {
      (look, chosenAt) = (newValue.look, newValue.chosenAt)
      (style.magnification, style.behind) = (newValue.magnification, newValue.behind)
    }
  }

  private mutating func choose(_ look: Look, in view: View) {
    self.look = look
    chosenAt = view.image
  }
}
