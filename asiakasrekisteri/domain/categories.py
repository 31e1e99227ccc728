"""The data categories in words, in the order in which documents and extracts show them."""

from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.texts import N_

CATEGORY_TITLES = {
    DataCategory.IDENTIFICATION: N_("Nimi ja tunnisteet"),
    DataCategory.IDENTITY_CODE: N_("Henkilötunnus"),
    DataCategory.CONTACT: N_("Yhteystiedot"),
    DataCategory.ROLE: N_("Yhteyshenkilön roolit"),
    DataCategory.END_USER: N_("Palvelun käyttäjät"),
    DataCategory.MAINTAINER: N_("Palvelujen ylläpitäjät"),
    DataCategory.CUSTOMERSHIP: N_("Asiakkuustiedot"),
    DataCategory.COMPANY_FACTS: N_("Yritystoiminnan tiedot"),
    DataCategory.CREDIT: N_("Luottotiedot"),
    DataCategory.SERVICE: N_("Palvelut ja verkkotunnukset"),
    DataCategory.ACCOUNT: N_("Käyttäjätunnukset ja salasanat"),
    DataCategory.CONTRACT: N_("Sopimukset"),
    DataCategory.ORDER: N_("Tilaukset"),
    DataCategory.BILLING: N_("Laskutushistoria"),
    DataCategory.INTERACTION: N_("Yhteydenotot"),
    DataCategory.NOTICE: N_("Häiriötiedotteet"),
    DataCategory.RECORDING: N_("Puhelunauhoitteet"),
    DataCategory.ATTACHMENT: N_("Liitteet"),
    DataCategory.USAGE: N_("Tapahtuma- ja käyttötiedot"),
    DataCategory.PAPER: N_("Paperiaineisto"),
    DataCategory.PROTECTION: N_("Turvakielto ja rajoitukset"),
    DataCategory.REQUEST: N_("Pyynnöt"),
    DataCategory.MARKETING: N_("Suostumukset, kiellot ja markkinointi"),
    DataCategory.DISCLOSURE: N_("Luovutukset ja ilmoitukset loukkauksista"),
    DataCategory.NOTES: N_("Huomautukset"),
    DataCategory.HISTORY: N_("Aiemmat tiedot ja muutokset"),
    DataCategory.VIEW_LOG: N_("Katselut"),
}
"""Titles of the categories that can hold personal data of customers; STAFF and NONE are not among them."""
