/* shmviewsink: a GStreamer element that publishes video into a shmview channel.

       cc -O2 -fPIC -shared gstshmviewsink.c -o libgstshmviewsink.so \
          $(pkg-config --cflags --libs gstreamer-video-1.0)
       export GST_PLUGIN_PATH=$PWD
       gst-launch-1.0 videotestsrc ! videoconvert ! shmviewsink channel=cam
       shmview cam

   The caps decide the format. BGRx comes first, since viewers show it as it is; what upstream has
   in another of the formats below goes through unconverted. Alpha costs viewers that direct way, so
   it is taken only from who has, or asks for, nothing else: ! video/x-raw,format=BGRA ! in front.
   A frame is copied once, row by row, into the shared memory. The element never waits for a
   viewer. */

#define SHMVIEW_IMPLEMENTATION
#include "../shmview.h"

#include <gst/video/gstvideosink.h>
#include <gst/video/video.h>

#define PACKAGE "shmview" /* GST_PLUGIN_DEFINE wants it */

static const struct {
  GstVideoFormat theirs;
  shmview_format ours;
} formats[] = {
    {GST_VIDEO_FORMAT_BGRx, SHMVIEW_BGRX}, {GST_VIDEO_FORMAT_BGRA, SHMVIEW_BGRA},
    {GST_VIDEO_FORMAT_RGBA, SHMVIEW_RGBA}, {GST_VIDEO_FORMAT_RGB, SHMVIEW_RGB24},
    {GST_VIDEO_FORMAT_BGR, SHMVIEW_BGR24}, {GST_VIDEO_FORMAT_GRAY8, SHMVIEW_GRAY8},
    {GST_VIDEO_FORMAT_GRAY16_LE, SHMVIEW_GRAY16LE}};

#define OPAQUE "BGRx, RGB, BGR, GRAY8, GRAY16_LE"
#define CAPS GST_VIDEO_CAPS_MAKE("{ " OPAQUE ", BGRA, RGBA }")

typedef struct ShmviewSink {
  GstVideoSink parent;
  gchar *name;      /* of the channel; NULL: the usual one */
  gchar *title;     /* of the frames */
  shmview *channel; /* from start to stop */
  GstVideoInfo info;
  shmview_format format;
  gboolean is_shown; /* the next frame was shown already, before the pipeline played */
} ShmviewSink;

typedef struct ShmviewSinkClass {
  GstVideoSinkClass parent;
} ShmviewSinkClass;

enum { PROPERTY_NONE, PROPERTY_CHANNEL, PROPERTY_TITLE };

GType shmview_sink_get_type(void);
G_DEFINE_TYPE(ShmviewSink, shmview_sink, GST_TYPE_VIDEO_SINK)

static ShmviewSink *sink_of(gpointer object) { return (ShmviewSink *)object; }

static void set_property(GObject *object, guint id, const GValue *value, GParamSpec *spec) {
  ShmviewSink *sink = sink_of(object);
  gchar **text = id == PROPERTY_CHANNEL ? &sink->name : id == PROPERTY_TITLE ? &sink->title : NULL;
  if (!text) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, spec);
    return;
  }
  GST_OBJECT_LOCK(sink); /* the application's thread sets what the stream's reads */
  g_free(*text);
  *text = g_value_dup_string(value);
  GST_OBJECT_UNLOCK(sink);
}

static void get_property(GObject *object, guint id, GValue *value, GParamSpec *spec) {
  ShmviewSink *sink = sink_of(object);
  GST_OBJECT_LOCK(sink);
  if (id == PROPERTY_CHANNEL) g_value_set_string(value, sink->name);
  else if (id == PROPERTY_TITLE) g_value_set_string(value, sink->title);
  else G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, spec);
  GST_OBJECT_UNLOCK(sink);
}

static gboolean start(GstBaseSink *base) {
  ShmviewSink *sink = sink_of(base);
  sink->is_shown = FALSE;
  GST_OBJECT_LOCK(sink);
  shmview_status status = shmview_open(sink->name, &sink->channel);
  GST_OBJECT_UNLOCK(sink);
  if (status == SHMVIEW_OK) return TRUE;
  GST_ELEMENT_ERROR(sink, RESOURCE, OPEN_WRITE, ("%s", shmview_error(NULL)), (NULL));
  return FALSE;
}

static gboolean stop(GstBaseSink *base) {
  ShmviewSink *sink = sink_of(base);
  shmview_close(sink->channel);
  sink->channel = NULL;
  return TRUE;
}

/* What upstream may choose from: formats with alpha only if it can make no others. A converter
   would take them for any source that could have alpha, such as videotestsrc. */
static GstCaps *get_caps(GstBaseSink *base, GstCaps *filter) {
  GstCaps *all = gst_pad_get_pad_template_caps(GST_BASE_SINK_PAD(base));
  GstCaps *opaque = gst_caps_from_string(GST_VIDEO_CAPS_MAKE("{ " OPAQUE " }"));
  if (filter && gst_caps_can_intersect(opaque, filter)) gst_caps_replace(&all, opaque);
  gst_caps_unref(opaque);
  if (!filter) return all;
  GstCaps *allowed = gst_caps_intersect_full(all, filter, GST_CAPS_INTERSECT_FIRST);
  gst_caps_unref(all);
  return allowed;
}

static gboolean set_caps(GstBaseSink *base, GstCaps *caps) {
  ShmviewSink *sink = sink_of(base);
  if (!gst_video_info_from_caps(&sink->info, caps)) return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(formats); i++)
    if (formats[i].theirs == GST_VIDEO_INFO_FORMAT(&sink->info)) {
      sink->format = formats[i].ours;
      return TRUE;
    }
  return FALSE;
}

/* Row after row; the fourth byte of BGRx is anything in GStreamer, and 255 in a channel. */
static void copy_rows(const ShmviewSink *sink, const GstVideoFrame *frame, guint8 *pixels,
                      gsize stride) {
  const guint8 *source = (const guint8 *)GST_VIDEO_FRAME_PLANE_DATA(frame, 0);
  gint width = GST_VIDEO_FRAME_WIDTH(frame), height = GST_VIDEO_FRAME_HEIGHT(frame);
  gsize row = shmview_row_bytes(sink->format, (guint32)width);
  for (gint y = 0; y < height; y++, source += GST_VIDEO_FRAME_PLANE_STRIDE(frame, 0)) {
    guint8 *target = pixels + (gsize)y * stride;
    memcpy(target, source, row);
    for (gint x = 0; sink->format == SHMVIEW_BGRX && x < width; x++) target[4 * x + 3] = 255;
  }
}

static shmview_status publish(ShmviewSink *sink, GstBuffer *buffer) {
  GstVideoFrame frame;
  guint8 *pixels;
  size_t stride;
  shmview_status status = shmview_begin(
      sink->channel, (guint32)GST_VIDEO_INFO_WIDTH(&sink->info),
      (guint32)GST_VIDEO_INFO_HEIGHT(&sink->info), sink->format, &pixels, &stride);
  if (status != SHMVIEW_OK) return status;
  if (!gst_video_frame_map(&frame, &sink->info, buffer, GST_MAP_READ)) {
    shmview_abandon(sink->channel);
    return SHMVIEW_USAGE;
  }
  copy_rows(sink, &frame, pixels, stride);
  gst_video_frame_unmap(&frame);
  GST_OBJECT_LOCK(sink);
  gchar *title = g_strdup(sink->title);
  GST_OBJECT_UNLOCK(sink);
  status = shmview_commit(sink->channel, title);
  g_free(title);
  return status;
}

static GstFlowReturn show(ShmviewSink *sink, GstBuffer *buffer) {
  shmview_status status = publish(sink, buffer);
  /* Removed meanwhile: the next frame makes the channel again. */
  if (status == SHMVIEW_OK || status == SHMVIEW_LOST) return GST_FLOW_OK;
  GST_ELEMENT_ERROR(sink, RESOURCE, WRITE, ("%s", shmview_error(sink->channel)), (NULL));
  return GST_FLOW_ERROR;
}

/* The frame that is there when the pipeline pauses; it comes again when it plays. */
static GstFlowReturn preroll(GstBaseSink *base, GstBuffer *buffer) {
  sink_of(base)->is_shown = TRUE;
  return show(sink_of(base), buffer);
}

static GstFlowReturn render(GstBaseSink *base, GstBuffer *buffer) {
  ShmviewSink *sink = sink_of(base);
  gboolean is_shown = sink->is_shown;
  sink->is_shown = FALSE;
  return is_shown ? GST_FLOW_OK : show(sink, buffer);
}

static void finalize(GObject *object) {
  ShmviewSink *sink = sink_of(object);
  shmview_close(sink->channel);
  g_free(sink->name);
  g_free(sink->title);
  G_OBJECT_CLASS(shmview_sink_parent_class)->finalize(object);
}

static void shmview_sink_init(ShmviewSink *sink) { sink->name = sink->title = NULL; }

static void shmview_sink_class_init(ShmviewSinkClass *class_) {
  static GstStaticPadTemplate pads =
      GST_STATIC_PAD_TEMPLATE("sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS(CAPS));
  GObjectClass *object = (GObjectClass *)class_;
  GstBaseSinkClass *base = (GstBaseSinkClass *)class_;
  GParamFlags flags = (GParamFlags)(G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  object->set_property = set_property;
  object->get_property = get_property;
  object->finalize = finalize;
  base->start = start;
  base->stop = stop;
  base->get_caps = get_caps;
  base->set_caps = set_caps;
  base->preroll = preroll;
  base->render = render;
  g_object_class_install_property(
      object, PROPERTY_CHANNEL,
      g_param_spec_string("channel", "Channel", "The channel to publish into", NULL, flags));
  g_object_class_install_property(
      object, PROPERTY_TITLE,
      g_param_spec_string("title", "Title", "What viewers call the video", NULL, flags));
  gst_element_class_add_static_pad_template((GstElementClass *)class_, &pads);
  gst_element_class_set_static_metadata(
      (GstElementClass *)class_, "shmview sink", "Sink/Video",
      "Publishes video into a shmview channel", "shmview");
}

static gboolean register_plugin(GstPlugin *plugin) {
  return gst_element_register(plugin, "shmviewsink", GST_RANK_NONE, shmview_sink_get_type());
}

GST_PLUGIN_DEFINE(GST_VERSION_MAJOR, GST_VERSION_MINOR, shmviewsink, "Publishes into shmview",
                  register_plugin, "0.1", "MIT", "shmview", "shmview")
