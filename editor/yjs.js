// What static/js says to Yjs.
export {
  Doc,
  UndoManager,
  XmlElement,
  XmlText,
  applyUpdate,
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromJSON,
  createRelativePositionFromTypeIndex,
  encodeStateAsUpdate,
  encodeStateVector,
  mergeUpdates,
} from "yjs";
export { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";

// What y-prosemirror says besides; build.mjs compares.
export {
  ContentFormat,
  ContentString,
  ContentType,
  Item,
  RelativePosition,
  Snapshot,
  Text,
  XmlFragment,
  applyUpdateV2,
  compareRelativePositions,
  createDeleteSet,
  createID,
  createSnapshot,
  findIndexSS,
  findRootTypeKey,
  isDeleted,
  isParentOf,
  iterateDeletedStructs,
  snapshot,
  typeListToArraySnapshot,
} from "yjs";
