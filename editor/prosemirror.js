export { baseKeymap, toggleMark } from "prosemirror-commands";
export { keymap } from "prosemirror-keymap";
export { Schema } from "prosemirror-model";
export { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
export { EditorState, Plugin, TextSelection } from "prosemirror-state";
export { Decoration, DecorationSet, EditorView } from "prosemirror-view";
export {
  absolutePositionToRelativePosition,
  redoCommand,
  relativePositionToAbsolutePosition,
  undoCommand,
  ySyncPlugin,
  ySyncPluginKey,
  yUndoPlugin,
} from "y-prosemirror";
