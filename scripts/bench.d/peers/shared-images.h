// A window, and images in memory that is shared with the X server: what every bare program of these
// has that puts pictures by XShmPutImage.
#include <X11/Xlib.h>
#include <X11/extensions/XShm.h>
#include <sys/ipc.h>
#include <sys/shm.h>

// Opens a window of that size, which is on the screen then.
static Window open_window(Display *display, int width, int height) {
  const Window window = XCreateSimpleWindow(
      display, DefaultRootWindow(display), 0, 0, width, height, 0, 0, 0);
  XSelectInput(display, window, ExposureMask);
  XMapWindow(display, window);
  XEvent event;
  do XNextEvent(display, &event);
  while (event.type != Expose);
  return window;
}

// Makes an image of that size; its memory goes with the last who has it. The segment has to live as
// long as the image.
static XImage *make_image(Display *display, int width, int height, XShmSegmentInfo *segment) {
  XImage *image = XShmCreateImage(
      display, DefaultVisual(display, 0), DefaultDepth(display, 0), ZPixmap, 0, segment, width, height);
  segment->shmid = shmget(IPC_PRIVATE, (size_t)image->bytes_per_line * height, IPC_CREAT | 0600);
  segment->shmaddr = image->data = shmat(segment->shmid, 0, 0);
  segment->readOnly = False;
  XShmAttach(display, segment);
  XSync(display, False);
  shmctl(segment->shmid, IPC_RMID, 0);
  return image;
}

// The event that says that a put is done.
static int completion_of(Display *display) { return XShmGetEventBase(display) + ShmCompletion; }
