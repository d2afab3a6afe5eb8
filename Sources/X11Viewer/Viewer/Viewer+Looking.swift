import Pixels
import ViewerCore

/// How pictures are looked at, as the user chooses.
extension Viewer {
  /// The view of a picture of that size in the window.
  func view(of image: Size) -> View { looking.view(of: image, in: window.size) }

  /// The view of what the window shows, or is about to show.
  private var presentView: View? { presenter.newestPin.map { view(of: $0.size) } }

  /// Whether there is anything to do for an action.
  func isOfUse(_ action: Action) -> Bool {
    guard case .look(let change) = action else { return true }
    return presentView?.allows(change) ?? !change.looksCloser
  }

  /// Looks at the picture, or without one at what will come, in another way.
  func look(_ change: LookChange, at pointer: Point) {
    let view = presentView ?? view(of: window.size)
    let hasMoved = changeLook { $0.change(change, of: view, at: focus(pointer)) }
    let isLarger = (presentView?.picture.width ?? 0) > view.picture.width
    if hasMoved && (change.looksCloser || change.fits && isLarger) { beginHold() }
  }

  /// Moves the picture with the pointer.
  func drag(_ step: Action.DragStep, _ pointer: Point) {
    switch step {
    case .begin: looking.grab(at: pointer)
    case .end: looking.letGo()
    case .move:
      guard let view = presentView else { return }
      if changeLook({ $0.drag(to: pointer, of: view) }) { beginHold() }
    }
  }

  /// Magnifies in the other way than the picture is seen in.
  func toggleMagnification() {
    guard let view = presentView else { return }
    changeLook { $0.toggleMagnification(in: view) }
  }

  /// Draws anew, if there is something new to see.
  ///
  /// - Returns: Whether a picture that is there has come to stand elsewhere, or in another size.
  @discardableResult
  func changeLook(_ change: (inout Looking) -> Void) -> Bool {
    let (before, oldView) = (looking, presentView)
    change(&looking)
    let newView = presentView
    // Without a shown picture, the first one may be on its way.
    if newView != oldView || looking.style != before.style || newView == nil { isDirty = true }
    return newView?.picture != oldView?.picture
  }

  /// The pointer if it is in the window, else the window's middle.
  private func focus(_ pointer: Point) -> Point {
    let (width, height) = (Double(window.size.width), Double(window.size.height))
    let isInside = (0..<width).contains(pointer.x) && (0..<height).contains(pointer.y)
    return isInside ? pointer : Point(x: width / 2, y: height / 2)
  }
}
