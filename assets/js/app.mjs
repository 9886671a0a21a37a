import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";
import { SortableTable } from "@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs";
import { keepDrafts } from "./drafts.mjs";
import { filterLists } from "./filters.mjs";
import { foldDetails } from "./details.mjs";
import { keepStill } from "./keep_still.mjs";
import { hidePage } from "./hide.mjs";
import { makePrintable } from "./print.mjs";

const components = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  SortableTable,
];

function wake(scope) {
  for (const component of components) {
    createAll(component, undefined, { scope, onError: () => {} });
  }
}

wake(document);
hidePage();
foldDetails();
filterLists();
keepDrafts();
keepStill();
makePrintable();

// Content that htmx adds needs the same components as the page at load.
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) wake(event.target);
});
